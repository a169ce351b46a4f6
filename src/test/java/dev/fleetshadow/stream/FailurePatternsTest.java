package dev.fleetshadow.stream;

import static dev.fleetshadow.diagnosis.Transition.ENTERED;
import static dev.fleetshadow.diagnosis.Transition.HELD;
import static dev.fleetshadow.diagnosis.Transition.LEFT;
import static dev.fleetshadow.diagnosis.Transition.OVERDUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.Transition;
import dev.fleetshadow.settings.PolicyReader;
import dev.fleetshadow.settings.SettingsException;
import dev.fleetshadow.telemetry.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows each shape of failure its hit and its near miss, as the job runs them: CEP over RocksDB. */
class FailurePatternsTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final long WITHIN = Duration.ofHours(1).toMinutes();

    private MatchStage stage;
    private Shape shape;
    private int times;

    @AfterEach
    void close() throws Exception {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void aSustainedStageIsDiagnosedOnceItIsHeld() throws Exception {
        look(Shape.SUSTAINED, 1);
        see(0, ENTERED, 0);
        assertThat(seenAfter(3)).isEmpty();
        see(0, HELD, 4);
        assertThat(seenAfter(5)).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.failureMode()).isEqualTo("mode");
            assertThat(diagnosis.resource().id()).isEqualTo("web-1");
            assertThat(diagnosis.startedAt()).isEqualTo(START);
            assertThat(diagnosis.at()).isEqualTo(START.plus(Duration.ofMinutes(4)));
        });
        see(0, LEFT, 9);
        assertThat(seenAfter(100)).hasSize(1);
    }

    @Test
    void aSustainedStageThatEndsTooEarlyIsNotDiagnosed() throws Exception {
        look(Shape.SUSTAINED, 1);
        see(0, ENTERED, 0);
        see(0, LEFT, 3);
        see(0, ENTERED, 4);
        see(0, LEFT, 7);
        assertThat(seenAfter(100)).isEmpty();
        see(0, ENTERED, 101);
        see(0, HELD, 105);
        assertThat(seenAfter(106)).hasSize(1);
    }

    @Test
    void aStageEnteredAndHeldWithTheSameReportIsDiagnosed() throws Exception {
        look(Shape.SUSTAINED, 1);
        see(0, ENTERED, 0);
        see(0, HELD, 0);
        assertThat(seenAfter(1)).hasSize(1);
    }

    @Test
    void aSequenceWhoseSecondStageComesInTimeIsDiagnosed() throws Exception {
        look(Shape.SEQUENCE, 1);
        see(0, ENTERED, 0);
        see(0, HELD, 5);
        see(1, ENTERED, 5 + WITHIN);
        see(1, HELD, 5 + WITHIN);
        assertThat(seenAfter(200)).hasSize(1);
    }

    @Test
    void aSequenceWhoseSecondStageComesTooLateIsNot() throws Exception {
        look(Shape.SEQUENCE, 1);
        see(0, HELD, 5);
        see(1, HELD, 6 + WITHIN);
        assertThat(seenAfter(200)).isEmpty();
    }

    @Test
    void aSequenceInTheWrongOrderOrOnlyEnteredIsNot() throws Exception {
        look(Shape.SEQUENCE, 1);
        see(1, HELD, 0);
        see(0, HELD, 5);
        see(1, ENTERED, 6);
        see(1, LEFT, 7);
        assertThat(seenAfter(200)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, FailureMode.MOST_TIMES})
    void anOscillationIsDiagnosedWhenItsStageIsEnteredOftenEnough(int often) throws Exception {
        look(Shape.OSCILLATION, often);
        for (int round = 0; round < often - 1; round++) {
            oscillate(5L * round);
        }
        assertThat(seenAfter(5L * often - 6)).isEmpty();
        oscillate(5L * often - 5);
        assertThat(seenAfter(200)).hasSize(1);
    }

    @Test
    void anOscillationThatGoesOnIsDiagnosedOncePerFullCount() throws Exception {
        look(Shape.OSCILLATION, 3);
        for (int round = 0; round < 7; round++) {
            oscillate(5L * round);
        }
        assertThat(seenAfter(200)).hasSize(2);
    }

    @Test
    void anOscillationSpreadTooThinIsNotDiagnosedUntilItsLastEntriesAreCloseEnough() throws Exception {
        look(Shape.OSCILLATION, 3);
        oscillate(0);
        oscillate(50);
        oscillate(70);
        assertThat(seenAfter(80)).isEmpty();
        oscillate(100);
        assertThat(seenAfter(300)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 30, 59})
    void anOldEntryDoesNotHoldBackAnOscillationThatBeginsLater(long second) throws Exception {
        look(Shape.OSCILLATION, 3);
        oscillate(0);
        oscillate(second);
        for (long minute : List.of(200L, 210L, 220L)) {
            oscillate(minute);
        }
        assertThat(seenAfter(221)).hasSize(1);
    }

    @Test
    void anOldFirstStageDoesNotHoldBackASequenceThatBeginsLater() throws Exception {
        look(Shape.SEQUENCE, 1);
        see(0, HELD, 0);
        see(0, LEFT, 30);
        see(0, HELD, 200);
        see(1, HELD, 210);
        assertThat(seenAfter(211)).hasSize(1);
    }

    @Test
    void anOscillationOfOneCouldNeverBeDiagnosedAndIsRefused() {
        String policy = """
                guardrails: {}
                recovery: {}
                failure-modes:
                  - {id: flapping, description: none, shape: oscillation, stages: [{status: [failed], held-for: 1}]}
                playbooks: []
                """;
        assertThatThrownBy(() -> PolicyReader.read("test", policy))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("times")
                .hasMessageContaining("at least 2");
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void aRestartInTheMiddleOfAMatchCompletesIt(Shape asked) throws Exception {
        look(asked, 2);
        see(0, asked.begunBy(), 0);
        seenAfter(1);
        OperatorSubtaskState state = stage.snapshot();
        stage.close();
        stage = MatchStage.overRocksDb(asked, state);
        see(asked.stages() - 1, asked.completedBy(), 5);
        assertThat(seenAfter(6)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void whatOneResourceOrModeShowsCompletesNoOther(Shape asked) throws Exception {
        look(asked, 2);
        int last = asked.stages() - 1;
        send(symptom("web-1", "mode", 0, asked.begunBy(), 0));
        send(symptom("web-2", "mode", last, asked.completedBy(), 1));
        send(symptom("web-1", "other", last, asked.completedBy(), 2));
        assertThat(seenAfter(200)).isEmpty();
    }

    @Test
    void anAbsenceIsDiagnosedOnceItIsOverdue() throws Exception {
        look(Shape.ABSENCE, 1);
        see(0, ENTERED, 0);
        see(0, HELD, 1);
        see(1, OVERDUE, 1 + WITHIN);
        see(0, LEFT, 100);
        assertThat(seenAfter(200)).hasSize(1);
    }

    @Test
    void anAbsenceIsNotDiagnosedWhereWhatShouldFollowDid() throws Exception {
        look(Shape.ABSENCE, 1);
        see(0, HELD, 1);
        see(1, HELD, WITHIN);
        see(1, OVERDUE, 1 + WITHIN);
        assertThat(seenAfter(200)).isEmpty();
        see(0, HELD, 300);
        see(1, OVERDUE, 300 + WITHIN);
        assertThat(seenAfter(400)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void nothingIsLeftOfAKeyWhenNoMatchIsOpenAnyMore(Shape asked) throws Exception {
        look(asked, 2);
        stage.close();
        stage = MatchStage.over(new HashMapStateBackend(), asked);
        see(0, asked.begunBy(), 0);
        see(asked.stages() - 1, asked.completedBy(), 5);
        send(symptom("web-2", "mode", 0, asked.begunBy(), 6));
        assertThat(seenAfter(10)).hasSize(1);
        assertThat(stage.leftovers()).isPositive();
        stage.passTo(at(6).plus(FailurePatterns.CLEANUP).plusMillis(1));
        assertThat(stage.leftovers()).isZero();
    }

    @Test
    void aMatchInFlightOutlastsADayWithoutTheJob() throws Exception {
        look(Shape.SEQUENCE, 1);
        see(0, HELD, 0);
        stage.passTo(at(0).plus(Duration.ofHours(47)));
        see(1, HELD, 30);
        assertThat(stage.diagnoses()).hasSize(1);
    }

    @Test
    void aSymptomBehindTheWatermarkCountsLikeAnyOtherAndTheDiagnosisCarriesItsTimestamp() throws Exception {
        look(Shape.SUSTAINED, 1);
        stage.watermark(at(1_000));
        stage.send(symptom("web-1", "mode", 0, ENTERED, 0), at(7));
        stage.send(symptom("web-1", "mode", 0, HELD, 4), at(11));
        assertThat(stage.diagnoses())
                .singleElement()
                .satisfies(diagnosis -> assertThat(diagnosis.at()).isEqualTo(at(4)));
        assertThat(stage.timestamps()).containsExactly(at(11).toEpochMilli());
    }

    private void oscillate(long minute) throws Exception {
        see(0, ENTERED, minute);
        see(0, HELD, minute);
        see(0, LEFT, minute + 2);
    }

    private void see(int part, Transition transition, long minute) throws Exception {
        send(symptom("web-1", "mode", part, transition, minute));
    }

    private void send(Symptom symptom) throws Exception {
        stage.send(symptom);
    }

    /** Everything diagnosed once the minute has come. */
    private List<Diagnosis> seenAfter(long minute) throws Exception {
        stage.passTo(at(minute));
        return stage.diagnoses();
    }

    private Symptom symptom(String id, String mode, int part, Transition transition, long minute) {
        return new Symptom(
                Resource.of(id, "web"),
                mode,
                shape,
                part,
                transition,
                at(minute),
                START,
                times,
                Duration.ofMinutes(WITHIN).toSeconds(),
                10,
                1,
                List.of(),
                null,
                false);
    }

    private void look(Shape asked, int often) throws Exception {
        shape = asked;
        times = often;
        stage = MatchStage.overRocksDb(shape, null);
    }

    private static Instant at(long minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
