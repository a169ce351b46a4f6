package dev.fleetshadow.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each memory knows its own time span, and none can be broken by a single value. */
class MemoriesTest {

    private static final double RECORDS_PER_DAY = 24;

    private final Memories memories = new Memories(1);

    @ParameterizedTest
    @EnumSource
    void aMetricNeverSeenIsNotUnusual(Memory memory) {
        assertThat(memories.sigmas(0, memory, 1e6)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aConstantMetricIsExpectedToStayAndAnyStepIsManySigmas(Memory memory) {
        learn(100, 7);
        assertThat(memories.expected(0, memory)).isCloseTo(7, within(1e-12));
        assertThat(memories.sigmas(0, memory, 7)).isCloseTo(0, within(1e-3));
        assertThat(memories.sigmas(0, memory, 7.001)).isGreaterThan(1_000);
        assertThat(memories.sigmas(0, memory, 6.999)).isLessThan(-1_000);
    }

    @Test
    void noiseIsMeasuredInItsOwnStandardDeviations() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            memories.learn(0, 50 + 4 * random.nextGaussian(), RECORDS_PER_DAY);
        }
        assertThat(memories.expected(0, Memory.LONG)).isCloseTo(50, within(1.0));
        assertThat(memories.scale(0, Memory.LONG)).isCloseTo(4, within(0.6));
        assertThat(memories.sigmas(0, Memory.LONG, 66)).isBetween(3.0, 5.0);
    }

    @Test
    void aStepIsForgottenByTheShortMemoriesWithinRecordsAndByTheLongOneNotWithinDays() {
        learn(60 * 24, 10);
        learn(2 * 24, 20);
        assertThat(memories.expected(0, Memory.VERY_SHORT)).isCloseTo(20, within(0.001));
        assertThat(memories.expected(0, Memory.SHORT)).isCloseTo(20, within(0.5));
        assertThat(memories.expected(0, Memory.MEDIUM)).isLessThan(18);
        assertThat(memories.expected(0, Memory.LONG)).isLessThan(12);
    }

    @Test
    void aSingleAbsurdValueDoesNotMoveAnEstablishedBaseline() {
        Random random = new Random(6);
        for (int i = 0; i < 60 * 24; i++) {
            memories.learn(0, 50 + random.nextGaussian(), RECORDS_PER_DAY);
        }
        memories.learn(0, 1e12, RECORDS_PER_DAY);
        assertThat(memories.expected(0, Memory.LONG)).isCloseTo(50, within(1.0));
        assertThat(memories.expected(0, Memory.MEDIUM)).isCloseTo(50, within(2.0));
    }

    @Test
    void columnsAreAdmittedInAlphabeticalOrderAndKeepWhatTheyLearned() {
        ResourceProfile profile = ResourceProfile.cold();
        assertThat(profile.admit(new TreeMap<>(Map.of("z", 1.0, "m", 1.0)), 3)).isZero();
        profile.memories().learn(profile.metrics().indexOf("z"), 5, RECORDS_PER_DAY);
        assertThat(profile.admit(Map.of("b", 1.0, "a", 1.0, "z", 1.0), 3)).isEqualTo(1);
        assertThat(profile.metrics()).containsExactly("m", "z", "a");
        assertThat(profile.memories().expected(1, Memory.LONG)).isEqualTo(5);
        assertThat(profile.memories().count(2)).isZero();
        assertThat(profile.admit(Map.of("a", 1.0, "m", 1.0), 3)).isZero();
    }

    private void learn(int times, double value) {
        for (int i = 0; i < times; i++) {
            memories.learn(0, value, RECORDS_PER_DAY);
        }
    }
}
