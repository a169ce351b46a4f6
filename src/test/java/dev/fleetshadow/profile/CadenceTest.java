package dev.fleetshadow.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reporting interval is learned from what comes, whatever comes. */
class CadenceTest {

    private final Cadence cadence = new Cadence();

    @Test
    void aMinuteIsAssumedUntilTwoRecordsWereSeen() {
        assertThat(cadence.known()).isFalse();
        assertThat(cadence.seconds()).isEqualTo(60);
        assertThat(cadence.recordsPerDay()).isEqualTo(1440);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 1, 15, 60, 3600, 86_400})
    void anExactlyRegularSourceKeepsAnExactInterval(double seconds) {
        learn(500, seconds);
        assertThat(cadence.seconds()).isEqualTo(seconds);
    }

    @Test
    void anOutageHardlyMovesTheInterval() {
        learn(200, 60);
        cadence.learn(50_000);
        assertThat(cadence.seconds()).isBetween(60.0, 90.0);
        learn(300, 60);
        assertThat(cadence.seconds()).isCloseTo(60, within(3.0));
    }

    @Test
    void aRealChangeOfIntervalIsFollowed() {
        learn(200, 60);
        learn(300, 10);
        assertThat(cadence.seconds()).isCloseTo(10, within(1.0));
        learn(600, 300);
        assertThat(cadence.seconds()).isCloseTo(300, within(30.0));
    }

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyGapsLeaveAnIntervalBetweenATenthOfASecondAndADay(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            cadence.learn(random.nextInt(10) == 0 ? -5 : Math.pow(10, 16 * random.nextDouble() - 6));
            assertThat(cadence.seconds()).isBetween(0.1, 86_400.0);
        }
    }

    private void learn(int times, double gapSeconds) {
        for (int i = 0; i < times; i++) {
            cadence.learn(gapSeconds);
        }
    }
}
