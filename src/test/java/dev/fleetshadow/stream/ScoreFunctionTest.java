package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.HealthScorer;
import dev.fleetshadow.health.HealthSettings;
import dev.fleetshadow.health.HeapMemory;
import dev.fleetshadow.health.ResourceShadow;
import dev.fleetshadow.health.VigilSettings;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the scoring stage over RocksDB. */
class ScoreFunctionTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final Duration RETENTION = Duration.ofDays(2);
    private static final int WARM = 100;
    private static final int MOST_RESOURCES = 2;

    private KeyedOneInputStreamOperatorTestHarness<String, StatusUpdate, HealthReport> stage;

    @BeforeEach
    void open() throws Exception {
        start(null);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void everyReportIsThatOfTheScorerAloneWhenItStoresEveryShadow() throws Exception {
        HealthScorer scorer = new HealthScorer(HealthSettings.DEFAULT);
        ResourceShadow shadow = ResourceShadow.cold();
        HeapMemory cold = new HeapMemory();
        List<HealthReport> expected = new ArrayList<>();
        for (int t = 0; t < 2 * WARM; t++) {
            expected.add(scorer.observe(shadow, update("web-1", t, 0.4), cold));
            shadow = StoredShadow.INSTANCE.copy(shadow);
            cold.keep(StoredCalibration.INSTANCE.copy(cold.history()));
            send(update("web-1", t, 0.4));
        }
        assertThat(stage.extractOutputValues()).isEqualTo(expected);
        assertThat(last().scored()).isTrue();
    }

    @Test
    void anUpdateIsJudgedBeforeItIsLearned() throws Exception {
        warmUp("web-1");
        send(update("web-1", WARM, 40));
        HealthReport report = last();
        assertThat(report.level()).isEqualTo(HealthLevel.CRITICAL);
        assertThat(report.contributions().get(0).metric()).isEqualTo("memory");
        assertThat(report.contributions().get(0).expected()).isBetween(0.3, 0.5);
    }

    @Test
    void aRepeatedOrOlderUpdateChangesNothing() throws Exception {
        warmUp("web-1");
        int reports = stage.extractOutputValues().size();
        OperatorSubtaskState warm = stage.snapshot(1, 1);
        send(update("web-1", WARM, 0.4));
        HealthReport undisturbed = last();

        restart(warm);
        send(update("web-1", WARM - 1, 0.4));
        send(update("web-1", WARM - 1, 40));
        send(update("web-1", 0, 40));
        assertThat(stage.getOutput()).isEmpty();
        send(update("web-1", WARM, 0.4));
        assertThat(last()).isEqualTo(undisturbed);
        assertThat(reports).isEqualTo(WARM);
    }

    @Test
    void aRepeatIsRecognisedBelowTheMillisecondToo() throws Exception {
        Instant fine = START.plusNanos(123_456_789);
        StatusUpdate update = StatusUpdate.running(Resource.of("web-1", "web"), fine, Map.of("memory", 0.4));
        send(update);
        send(update);
        assertThat(stage.extractOutputValues()).hasSize(1);
    }

    @Test
    void afterARestartTheNextScoresAreThoseOfAnUnbrokenRun() throws Exception {
        warmUp("web-1");
        OperatorSubtaskState state = stage.snapshot(1, 1);
        List<HealthReport> unbroken = next(50);
        restart(state);
        assertThat(next(50)).isEqualTo(unbroken);
        assertThat(unbroken).allMatch(HealthReport::scored);
    }

    @Test
    void oneResourceDoesNotRubOffOnAnother() throws Exception {
        warmUp("web-1");
        List<HealthReport> alone = stage.extractOutputValues();
        stage.close();
        start(null);
        for (int t = 0; t < WARM; t++) {
            send(update("noisy", t, 1000 * (t % 7)));
            send(update("web-1", t, 0.4));
        }
        assertThat(stage.extractOutputValues())
                .filteredOn(report -> report.resourceId().equals("web-1"))
                .isEqualTo(alone);
    }

    @Test
    void aQuietResourceIsFoundSilentOnceAndForgottenInTheEnd() throws Exception {
        warmUp("web-1");
        OperatorSubtaskState state = stage.snapshot(1, 1);
        restart(state);
        Instant heard = START.plus(INTERVAL.multipliedBy(WARM - 1));
        stage.processWatermark(heard.plus(INTERVAL.multipliedBy(4)).toEpochMilli());
        assertThat(stage.extractOutputValues()).isEmpty();
        for (int hours = 5; hours < 48; hours++) {
            stage.processWatermark(heard.plus(INTERVAL.multipliedBy(hours)).toEpochMilli());
        }
        assertThat(stage.extractOutputValues()).extracting(HealthReport::level).containsExactly(HealthLevel.SILENT);

        stage.processWatermark(heard.plus(RETENTION).plus(INTERVAL).toEpochMilli());
        assertThat(stage.numEventTimeTimers()).isZero();
        send(update("web-1", WARM + 100, 0.4));
        assertThat(last().level()).isEqualTo(HealthLevel.LEARNING);
        assertThat(last().quality().baselineDays()).isZero();
    }

    @Test
    void whatEndsASilenceIsAnnouncedAndCountedAsTheFirstCalmReportAlsoAfterARestart() throws Exception {
        warmUp("web-1");
        assertThat(last().wellFor()).isGreaterThan(1);
        Instant heard = START.plus(INTERVAL.multipliedBy(WARM - 1));
        stage.processWatermark(heard.plus(INTERVAL.multipliedBy(6)).toEpochMilli());
        assertThat(last().announced()).isTrue();
        assertThat(last().wellFor()).isZero();
        restart(stage.snapshot(1, 1));
        send(update("web-1", WARM + 6, 0.4));
        assertThat(last().announced()).isTrue();
        assertThat(last().wellFor()).isEqualTo(1);
    }

    @Test
    void whoWasSilentDoesNotDependOnHowFarTheWatermarkIsBehind() throws Exception {
        warmUp("web-1");
        OperatorSubtaskState warm = stage.snapshot(1, 1);
        StatusUpdate afterADay = update("web-1", WARM + 24, 0.4);
        StatusUpdate afterAWeek = update("web-1", WARM + 200, 0.4);
        restart(warm);
        send(afterADay);
        send(afterAWeek);
        List<Object> behind = List.copyOf(stage.getOutput());
        restart(warm);
        for (StatusUpdate update : List.of(afterADay, afterAWeek)) {
            stage.processWatermark(update.observedAt().toEpochMilli() - 1);
            send(update);
        }
        assertThat(behind).hasSize(4).isEqualTo(records());
        assertThat(stage.extractOutputValues())
                .extracting(HealthReport::level)
                .containsExactly(HealthLevel.SILENT, HealthLevel.HEALTHY, HealthLevel.SILENT, HealthLevel.LEARNING);
    }

    @Test
    void moreResourcesThanAllowedAreRefusedUntilOneIsForgotten() throws Exception {
        send(update("a", 0, 0.4));
        send(update("b", 0, 0.4));
        restart(stage.snapshot(1, 1));
        send(update("c", 0, 0.4));
        send(update("a", 1, 0.4));
        assertThat(stage.extractOutputValues())
                .extracting(HealthReport::resourceId)
                .containsExactly("a");
        DeadLetter letter = letters().get(0);
        assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.RESOURCE_LIMIT);
        assertThat(letter.update()).isEqualTo(update("c", 0, 0.4));
        assertThat(letter.detail()).contains("'c'", "2", "fleet-shadow.max-resources");

        Instant late = START.plus(RETENTION).plus(INTERVAL.multipliedBy(2));
        stage.processWatermark(late.toEpochMilli());
        send(update("c", 60, 0.4));
        assertThat(last().resourceId()).isEqualTo("c");
        assertThat(letters()).hasSize(1);
    }

    @Test
    void moreMetricsThanAllowedAreTrimmedAndCounted() throws Exception {
        Map<String, Double> many = new HashMap<>();
        for (int j = 0; j < HealthSettings.DEFAULT.maxMetrics() + 3; j++) {
            many.put("metric-" + j, 1.0);
        }
        send(StatusUpdate.running(Resource.of("wide", "web"), START, many));
        assertThat(last().quality().trimmed()).isEqualTo(3);
    }

    @Test
    void aClockThatLeapsFromOneEndOfTimeToTheOtherDoesNotStopTheStage() throws Exception {
        for (Instant at : List.of(StatusUpdate.EARLIEST, START, StatusUpdate.LATEST)) {
            StatusUpdate update = StatusUpdate.running(Resource.of("web-1", "web"), at, Map.of("memory", 0.4));
            stage.processElement(update, START.toEpochMilli());
        }
        assertThat(stage.extractOutputValues()).hasSize(3);
    }

    private List<HealthReport> next(int count) throws Exception {
        int before = stage.extractOutputValues().size();
        for (int t = WARM; t < WARM + count; t++) {
            send(update("web-1", t, 0.4 + 0.01 * (t - WARM)));
        }
        return stage.extractOutputValues().subList(before, before + count);
    }

    private void warmUp(String id) throws Exception {
        for (int t = 0; t < WARM; t++) {
            send(update(id, t, 0.4));
        }
    }

    private void send(StatusUpdate update) throws Exception {
        stage.processElement(update, update.observedAt().toEpochMilli());
    }

    private List<Object> records() {
        return stage.getOutput().stream()
                .filter(element -> !(element instanceof Watermark))
                .toList();
    }

    private HealthReport last() {
        List<HealthReport> reports = stage.extractOutputValues();
        return reports.get(reports.size() - 1);
    }

    private List<DeadLetter> letters() {
        return stage.getSideOutput(DecodeFunction.DEAD_LETTERS).stream()
                .map(StreamRecord::getValue)
                .toList();
    }

    private void restart(OperatorSubtaskState state) throws Exception {
        stage.close();
        start(state);
    }

    private void start(OperatorSubtaskState state) throws Exception {
        VigilSettings vigil = new VigilSettings(5, Duration.ofMinutes(1), RETENTION);
        stage = RocksDb.run(
                new ScoreFunction(HealthSettings.DEFAULT, vigil, MOST_RESOURCES), StatusUpdate::resourceId, state);
    }

    private static StatusUpdate update(String id, int t, double memory) {
        SplittableRandom random = new SplittableRandom(t);
        Map<String, Double> metrics = Map.of(
                "memory", memory + 0.01 * random.nextDouble(),
                "cpu", 0.5 + 0.05 * random.nextDouble(),
                "latency", 0.1 + 0.02 * random.nextDouble());
        return StatusUpdate.running(Resource.of(id, "web"), START.plus(INTERVAL.multipliedBy(t)), metrics);
    }
}
