package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fleetshadow.diagnosis.Condition;
import dev.fleetshadow.diagnosis.Direction;
import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.diagnosis.Recovery;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.SymptomTracker;
import dev.fleetshadow.diagnosis.Transition;
import dev.fleetshadow.health.DataQuality;
import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.remediation.GroupEvent;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs the watching stage over RocksDB with one failure mode: a score below 40 for three reports. */
class WatchFunctionTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int HELD_FOR = 3;
    private static final int RELEASE = 2;
    private static final Recovery RECOVERY = new Recovery(70, 2);

    private KeyedOneInputStreamOperatorTestHarness<String, HealthReport, Symptom> stage;
    private int minute;

    @BeforeEach
    void open() throws Exception {
        start(null);
    }

    @AfterEach
    void close() throws Exception {
        stage.close();
    }

    @Test
    void theHealthyCostNothingDownstream() throws Exception {
        report("web-1", 100, 71, 40, 55, 99);
        assertThat(stage.getOutput()).isEmpty();
        assertThat(recoveries()).isEmpty();
    }

    @Test
    void aStageIsEnteredThenHeldThenLeftAndEachIsSaidOnce() throws Exception {
        report("web-1", 39, 20, 10, 10, 10, 80, 80, 80);
        assertThat(stage.extractOutputValues())
                .extracting(
                        Symptom::transition, symptom -> minutes(symptom.at()), symptom -> minutes(symptom.enteredAt()))
                .containsExactly(
                        tuple(Transition.ENTERED, 0L, 0L),
                        tuple(Transition.HELD, 2L, 0L),
                        tuple(Transition.LEFT, 6L, 0L));
    }

    @Test
    void aDipThatEndsOneReportEarlyIsNotHeld() throws Exception {
        report("web-1", 39, 39, 41, 39, 39, 41);
        assertThat(stage.extractOutputValues())
                .extracting(Symptom::transition)
                .containsExactly(Transition.ENTERED, Transition.LEFT, Transition.ENTERED, Transition.LEFT);
    }

    @Test
    void onlyAResourceThatWasUnwellRecoversAndItDoesSoOnce() throws Exception {
        report("dipped", 39, 39, 90, 90, 90);
        assertThat(recoveries()).isEmpty();
        report("web-1", 10, 10, 10, 69, 90, 69, 90);
        assertThat(recoveries()).isEmpty();
        report("web-1", 90, 90, 90, 90);
        assertThat(recoveries())
                .extracting(GroupEvent::kind, GroupEvent::group, GroupEvent::resourceId)
                .containsExactly(tuple(GroupEvent.Kind.RECOVERY, "web", "web-1"));
    }

    @Test
    void aRestartInTheMiddleOfARunLosesNothingOfIt() throws Exception {
        report("web-1", 10, 10);
        restart();
        assertThat(stage.getOutput()).isEmpty();
        report("web-1", 10);
        assertThat(stage.extractOutputValues())
                .extracting(Symptom::transition, symptom -> minutes(symptom.enteredAt()))
                .containsExactly(tuple(Transition.HELD, 0L));
        restart();
        report("web-1", 90, 90);
        assertThat(recoveries()).hasSize(1);
    }

    @Test
    void oneResourceSaysNothingAboutAnother() throws Exception {
        for (int round = 0; round < HELD_FOR - 1; round++) {
            report("web-1", 10);
            report("web-2", 10);
        }
        report("web-2", 10);
        assertThat(stage.extractOutputValues())
                .filteredOn(symptom -> symptom.transition() == Transition.HELD)
                .extracting(symptom -> symptom.resource().id())
                .containsExactly("web-2");
    }

    private void report(String id, double... scores) throws Exception {
        for (double score : scores) {
            Instant at = START.plus(Duration.ofMinutes(minute++));
            HealthReport report = new HealthReport(
                    Resource.of(id, "web"),
                    at,
                    ResourceStatus.RUNNING,
                    HealthLevel.of(score),
                    score,
                    1,
                    1,
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    new DataQuality(9, 0, 0, List.of(), 1),
                    null,
                    null,
                    Double.NaN,
                    0,
                    true);
            stage.processElement(report, at.toEpochMilli());
        }
    }

    private List<GroupEvent> recoveries() {
        var recoveries = stage.getSideOutput(WatchFunction.RECOVERIES);
        return recoveries == null
                ? List.of()
                : recoveries.stream().map(StreamRecord::getValue).toList();
    }

    private void restart() throws Exception {
        OperatorSubtaskState state = stage.snapshot(1, 1);
        stage.close();
        start(state);
    }

    private void start(OperatorSubtaskState state) throws Exception {
        Condition low = new Condition(40, List.of(), Direction.ANY, 0, List.of(), 0, Set.of(), false, null, 0, null);
        FailureMode mode = new FailureMode(
                "low",
                "the score is low",
                Shape.SUSTAINED,
                List.of(new dev.fleetshadow.diagnosis.Stage(low, HELD_FOR)),
                Duration.ofHours(1),
                1,
                RELEASE,
                false);
        stage = RocksDb.run(
                new WatchFunction(new SymptomTracker(List.of(mode), RECOVERY)), HealthReport::resourceId, state);
    }

    private static long minutes(Instant at) {
        return Duration.between(START, at).toMinutes();
    }
}
