package dev.fleetshadow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A failure mode that could not work cannot be made, and says which one it is. */
class FailureModeTest {

    private static final Stage STAGE = new Stage(Conditions.scoreBelow(40), 1);

    @ParameterizedTest
    @CsvSource({"SUSTAINED,2", "SUSTAINED,0", "SEQUENCE,1", "SEQUENCE,3", "OSCILLATION,2", "ABSENCE,1"})
    void theNumberOfStagesIsThatOfTheShape(Shape shape, int stages) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Conditions.mode("leak", shape, Collections.nCopies(stages, STAGE), 1, 1, false))
                .withMessageContaining("leak")
                .withMessageContaining(Integer.toString(stages))
                .withMessageContaining(Integer.toString(shape.stages()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT24H0.001S"})
    void theWindowIsPositiveAndAtMostADay(Duration within) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new FailureMode("leak", "", Shape.SUSTAINED, List.of(STAGE), within, 1, 1, false, false))
                .withMessageContaining("leak")
                .withMessageContaining(within.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 11})
    void anOscillationCountsFromOneToTen(int times) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Conditions.mode("loop", Shape.OSCILLATION, List.of(STAGE), times, 1, false))
                .withMessageContaining("loop")
                .withMessageContaining(Integer.toString(times));
    }

    @Test
    void aStageIsHeldAndReleasedForAtLeastOneReport() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Stage(Conditions.scoreBelow(40), 0))
                .withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Conditions.sustained("leak", Conditions.scoreBelow(40), 1, 0))
                .withMessageContaining("release");
    }

    @Test
    void theLimitsThemselvesAreAllowed() {
        FailureMode widest = new FailureMode(
                "loop", "", Shape.OSCILLATION, List.of(STAGE), FailureMode.LONGEST_WINDOW, 10, 60, false, true);
        assertThat(widest.times()).isEqualTo(FailureMode.MOST_TIMES);
        assertThat(widest.within()).isEqualTo(Duration.ofHours(24));
    }
}
