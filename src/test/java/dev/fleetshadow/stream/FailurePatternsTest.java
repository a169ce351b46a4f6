package dev.fleetshadow.stream;

import static dev.fleetshadow.diagnosis.Transition.ENTERED;
import static dev.fleetshadow.diagnosis.Transition.HELD;
import static dev.fleetshadow.diagnosis.Transition.LEFT;
import static dev.fleetshadow.diagnosis.Transition.OVERDUE;
import static dev.fleetshadow.stream.ShownSymptoms.START;
import static dev.fleetshadow.stream.ShownSymptoms.WITHIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.settings.PolicyReader;
import dev.fleetshadow.settings.SettingsException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows each shape of failure its hit and its near miss, as the job runs them: CEP over RocksDB. */
class FailurePatternsTest {

    @RegisterExtension
    final ShownSymptoms shown = new ShownSymptoms();

    @Test
    void aSustainedStageIsDiagnosedOnceItIsHeld() throws Exception {
        shown.look(Shape.SUSTAINED, 1);
        shown.see(0, ENTERED, 0);
        assertThat(shown.seenAfter(3)).isEmpty();
        shown.see(0, HELD, 4);
        assertThat(shown.seenAfter(5)).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.failureMode()).isEqualTo("mode");
            assertThat(diagnosis.resource().id()).isEqualTo("web-1");
            assertThat(diagnosis.startedAt()).isEqualTo(START);
            assertThat(diagnosis.at()).isEqualTo(START.plus(Duration.ofMinutes(4)));
        });
        shown.see(0, LEFT, 9);
        assertThat(shown.seenAfter(100)).hasSize(1);
    }

    @Test
    void aSustainedStageThatEndsTooEarlyIsNotDiagnosed() throws Exception {
        shown.look(Shape.SUSTAINED, 1);
        shown.see(0, ENTERED, 0);
        shown.see(0, LEFT, 3);
        shown.see(0, ENTERED, 4);
        shown.see(0, LEFT, 7);
        assertThat(shown.seenAfter(100)).isEmpty();
        shown.see(0, ENTERED, 101);
        shown.see(0, HELD, 105);
        assertThat(shown.seenAfter(106)).hasSize(1);
    }

    @Test
    void aStageEnteredAndHeldWithTheSameReportIsDiagnosed() throws Exception {
        shown.look(Shape.SUSTAINED, 1);
        shown.see(0, ENTERED, 0);
        shown.see(0, HELD, 0);
        assertThat(shown.seenAfter(1)).hasSize(1);
    }

    @Test
    void aSequenceWhoseSecondStageComesInTimeIsDiagnosed() throws Exception {
        shown.look(Shape.SEQUENCE, 1);
        shown.see(0, ENTERED, 0);
        shown.see(0, HELD, 5);
        shown.see(1, ENTERED, 5 + WITHIN);
        shown.see(1, HELD, 5 + WITHIN);
        assertThat(shown.seenAfter(200)).hasSize(1);
    }

    @Test
    void aSequenceWhoseSecondStageComesTooLateIsNot() throws Exception {
        shown.look(Shape.SEQUENCE, 1);
        shown.see(0, HELD, 5);
        shown.see(1, HELD, 6 + WITHIN);
        assertThat(shown.seenAfter(200)).isEmpty();
    }

    @Test
    void aSequenceInTheWrongOrderOrOnlyEnteredIsNot() throws Exception {
        shown.look(Shape.SEQUENCE, 1);
        shown.see(1, HELD, 0);
        shown.see(0, HELD, 5);
        shown.see(1, ENTERED, 6);
        shown.see(1, LEFT, 7);
        assertThat(shown.seenAfter(200)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, FailureMode.MOST_TIMES})
    void anOscillationIsDiagnosedWhenItsStageIsEnteredOftenEnough(int often) throws Exception {
        shown.look(Shape.OSCILLATION, often);
        for (int round = 0; round < often - 1; round++) {
            oscillate(5L * round);
        }
        assertThat(shown.seenAfter(5L * often - 6)).isEmpty();
        oscillate(5L * often - 5);
        assertThat(shown.seenAfter(200)).hasSize(1);
    }

    @Test
    void anOscillationThatGoesOnIsDiagnosedOncePerFullCount() throws Exception {
        shown.look(Shape.OSCILLATION, 3);
        for (int round = 0; round < 7; round++) {
            oscillate(5L * round);
        }
        assertThat(shown.seenAfter(200)).hasSize(2);
    }

    @Test
    void anOscillationSpreadTooThinIsNotDiagnosedUntilItsLastEntriesAreCloseEnough() throws Exception {
        shown.look(Shape.OSCILLATION, 3);
        oscillate(0);
        oscillate(50);
        oscillate(70);
        assertThat(shown.seenAfter(80)).isEmpty();
        oscillate(100);
        assertThat(shown.seenAfter(300)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 30, 59})
    void anOldEntryDoesNotHoldBackAnOscillationThatBeginsLater(long second) throws Exception {
        shown.look(Shape.OSCILLATION, 3);
        oscillate(0);
        oscillate(second);
        for (long minute : List.of(200L, 210L, 220L)) {
            oscillate(minute);
        }
        assertThat(shown.seenAfter(221)).hasSize(1);
    }

    @Test
    void anOldFirstStageDoesNotHoldBackASequenceThatBeginsLater() throws Exception {
        shown.look(Shape.SEQUENCE, 1);
        shown.see(0, HELD, 0);
        shown.see(0, LEFT, 30);
        shown.see(0, HELD, 200);
        shown.see(1, HELD, 210);
        assertThat(shown.seenAfter(211)).hasSize(1);
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

    @Test
    void anAbsenceIsDiagnosedOnceItIsOverdue() throws Exception {
        shown.look(Shape.ABSENCE, 1);
        shown.see(0, ENTERED, 0);
        shown.see(0, HELD, 1);
        shown.see(1, OVERDUE, 1 + WITHIN);
        shown.see(0, LEFT, 100);
        assertThat(shown.seenAfter(200)).hasSize(1);
    }

    @Test
    void anAbsenceIsNotDiagnosedWhereWhatShouldFollowDid() throws Exception {
        shown.look(Shape.ABSENCE, 1);
        shown.see(0, HELD, 1);
        shown.see(1, HELD, WITHIN);
        shown.see(1, OVERDUE, 1 + WITHIN);
        assertThat(shown.seenAfter(200)).isEmpty();
        shown.see(0, HELD, 300);
        shown.see(1, OVERDUE, 300 + WITHIN);
        assertThat(shown.seenAfter(400)).hasSize(1);
    }

    private void oscillate(long minute) throws Exception {
        shown.see(0, ENTERED, minute);
        shown.see(0, HELD, minute);
        shown.see(0, LEFT, minute + 2);
    }
}
