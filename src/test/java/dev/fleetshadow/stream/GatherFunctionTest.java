package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.gather.Delivery;
import dev.fleetshadow.gather.Dialect;
import dev.fleetshadow.gather.Measurement;
import dev.fleetshadow.gather.PointKind;
import dev.fleetshadow.settings.GatherSettings;
import dev.fleetshadow.settings.MappingReader;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the gathering stage over RocksDB. */
class GatherFunctionTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int MOST_RESOURCES = 2;

    private KeyedOneInputStreamOperatorTestHarness<String, Delivery, StatusUpdate> stage;

    @BeforeEach
    void open() throws Exception {
        start(null);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void anIntervalIsHandedOnWhenTheTimeOfTheRecordsHasPassedAMinuteAndNotBefore() throws Exception {
        send("web-1", 10, 100);
        watermark(69);
        assertThat(updates()).isEmpty();
        watermark(70);
        assertThat(updates()).extracting(StatusUpdate::observedAt).containsExactly(at(60));
        assertThat(updates().get(0).metrics()).containsEntry("level{of=web-1}", 100.0);
    }

    @Test
    void anUpdateIsAheadOfTheWatermarkThatMadeIt() throws Exception {
        send("web-1", 10, 100);
        send("web-1", 70, 200);
        watermark(200);
        List<Object> out = new ArrayList<>(stage.getOutput());
        assertThat(out).hasSize(3);
        assertThat(out.subList(0, 2))
                .extracting(record -> ((StreamRecord<?>) record).getTimestamp())
                .containsExactly(at(70).toEpochMilli(), at(130).toEpochMilli());
        assertThat(out.get(2)).isInstanceOf(Watermark.class);
    }

    @Test
    void afterARestartInTheMiddleOfAnIntervalTheUpdatesAreThoseOfAnUnbrokenRun() throws Exception {
        send("web-1", 10, 100);
        send("web-2", 30, 10);
        watermark(75);
        send("web-1", 75, 200);
        OperatorSubtaskState state = stage.snapshot(1, 1);
        List<StatusUpdate> unbroken = rest();
        stage.close();
        start(state);
        assertThat(rest()).isEqualTo(unbroken);
        assertThat(unbroken).hasSize(4);
        assertThat(unbroken)
                .anySatisfy(update -> assertThat(update.metrics()).containsEntry("count.rate{of=web-1}", 15.0));
    }

    @Test
    void whatComesLateIsLeftOutEvenIfNothingElseWasHeard() throws Exception {
        watermark(200);
        send("web-1", 59, 100);
        send("web-2", 59, 100);
        watermark(10_000);
        assertThat(updates()).isEmpty();
        assertThat(stage.numEventTimeTimers()).isZero();
        send("web-3", 10_010, 100);
        send("web-4", 10_010, 100);
        assertThat(stage.getSideOutput(DecodeFunction.DEAD_LETTERS))
                .as("who was only late takes no room")
                .isNullOrEmpty();
    }

    @Test
    void anyNumberOfRecordsOfOneValueEachAreOneUpdate() throws Exception {
        for (int n = 0; n < 3000; n++) {
            Instant at = at(n / 60);
            Measurement one = new Measurement("level-" + n % 100, PointKind.GAUGE, at, null, n, null);
            stage.processElement(
                    new Delivery(Resource.of("web-1", "web"), Dialect.COLLECTD, List.of(one)), at.toEpochMilli());
        }
        watermark(60);
        assertThat(updates()).hasSize(1);
        assertThat(updates().get(0).metrics())
                .hasSizeGreaterThan(80)
                .allSatisfy((metric, value) -> assertThat(value).isGreaterThanOrEqualTo(2900));
    }

    @Test
    void aRepeatedRecordChangesNothing() throws Exception {
        send("web-1", 10, 100);
        send("web-1", 10, 100);
        watermark(70);
        send("web-1", 10, 100);
        watermark(300);
        assertThat(updates()).hasSize(1);
    }

    @Test
    void moreResourcesThanAllowedAreRefusedAlsoAfterARestartUntilOneIsForgotten() throws Exception {
        send("web-1", 10, 1);
        send("web-2", 10, 1);
        OperatorSubtaskState state = stage.snapshot(1, 1);
        stage.close();
        start(state);
        send("web-3", 10, 7);
        assertThat(letters()).hasSize(1);
        DeadLetter letter = letters().get(0);
        assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.RESOURCE_LIMIT);
        assertThat(letter.detail()).contains("web-3", "2 resources", "2 points", "fleet-shadow.max-resources");
        assertThat(letter.update().metrics()).containsEntry("level{of=web-3}", 7.0);
        send("web-1", 20, 1);
        assertThat(letters()).as("a known one goes on").hasSize(1);

        for (int hour = 0; hour < 4; hour++) {
            watermark(70 + 3600 * hour);
        }
        assertThat(stage.numEventTimeTimers()).isZero();
        send("web-3", 20_000, 7);
        watermark(20_060);
        assertThat(letters()).hasSize(1);
        assertThat(updates()).extracting(StatusUpdate::resourceId).contains("web-3");
    }

    @Test
    void aResourceThatGoesOnIsNeverForgotten() throws Exception {
        for (int minute = 0; minute < 200; minute++) {
            send("web-1", 60 * minute + 10, minute);
            watermark(60 * minute + 70);
        }
        assertThat(updates()).hasSize(200);
        assertThat(updates().subList(1, 200))
                .allSatisfy(update -> assertThat(update.metrics()).containsKey("count.rate{of=web-1}"));
        assertThat(stage.numEventTimeTimers()).isLessThanOrEqualTo(3);
    }

    private List<StatusUpdate> rest() throws Exception {
        int before = updates().size();
        send("web-1", 80, 1150);
        watermark(135);
        send("web-2", 140, 130);
        send("web-1", 150, 1150);
        watermark(300);
        return updates().subList(before, updates().size());
    }

    private void send(String id, int seconds, double value) throws Exception {
        Instant at = at(seconds);
        Delivery delivery = new Delivery(
                Resource.of(id, "web"),
                Dialect.COLLECTD,
                List.of(
                        new Measurement("level{of=" + id + "}", PointKind.GAUGE, at, null, value, null),
                        new Measurement("count{of=" + id + "}", PointKind.CUMULATIVE, at, null, value, null)));
        stage.processElement(delivery, at.toEpochMilli());
    }

    private void watermark(int seconds) throws Exception {
        stage.processWatermark(at(seconds).toEpochMilli());
    }

    private List<StatusUpdate> updates() {
        return stage.extractOutputValues();
    }

    private List<DeadLetter> letters() {
        return stage.getSideOutput(DecodeFunction.DEAD_LETTERS).stream()
                .map(StreamRecord::getValue)
                .toList();
    }

    private void start(OperatorSubtaskState state) throws Exception {
        stage = RocksDb.run(
                new GatherFunction(
                        new GatherSettings(Duration.ofMinutes(1), MappingReader.SHIPPED, 128), MOST_RESOURCES),
                Delivery::resourceId,
                state);
    }

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }
}
