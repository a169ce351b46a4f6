package dev.fleetshadow.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.health.Vigil.Alarm;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A resource is silent when it was quiet for long enough, said once, and in the end forgotten. */
class VigilTest {

    private static final VigilSettings SETTINGS = new VigilSettings(5, Duration.ofSeconds(10), Duration.ofSeconds(100));

    private final Vigil vigil = new Vigil();

    @Test
    void theAlarmIsSetWithTheFirstSignOfLifeAndNotMovedByTheNext() {
        vigil.heard(1_000, 4, SETTINGS);
        assertThat(vigil.alarmAtMillis()).isEqualTo(21_000);
        vigil.heard(5_000, 4, SETTINGS);
        assertThat(vigil.alarmAtMillis()).isEqualTo(21_000);
    }

    @Test
    void aFastReporterIsNotCalledSilentAtOnce() {
        vigil.heard(0, 0.1, SETTINGS);
        assertThat(vigil.alarmAtMillis()).isEqualTo(10_000);
    }

    @Test
    void anAlarmThatGoesOffTooEarlyIsSetAnew() {
        vigil.heard(0, 4, SETTINGS);
        vigil.heard(8_000, 4, SETTINGS);
        assertThat(vigil.alarm(20_000, 4, 100, SETTINGS)).isEqualTo(Alarm.WAIT);
        assertThat(vigil.alarmAtMillis()).isEqualTo(28_000);
        assertThat(vigil.alarm(28_000, 4, 100, SETTINGS)).isEqualTo(Alarm.SILENT);
    }

    @Test
    void silenceIsSaidOnceThenTheResourceIsForgotten() {
        vigil.heard(0, 4, SETTINGS);
        assertThat(vigil.alarm(20_000, 4, 100, SETTINGS)).isEqualTo(Alarm.SILENT);
        assertThat(vigil.alarmAtMillis()).isEqualTo(100_000);
        assertThat(vigil.alarm(50_000, 4, 100, SETTINGS)).isEqualTo(Alarm.WAIT);
        assertThat(vigil.alarm(100_000, 4, 100, SETTINGS)).isEqualTo(Alarm.FORGET);
    }

    @Test
    void aResourceThatSpeaksAgainCanBecomeSilentAgain() {
        vigil.heard(0, 4, SETTINGS);
        vigil.alarm(20_000, 4, 100, SETTINGS);
        vigil.heard(30_000, 4, SETTINGS);
        assertThat(vigil.alarmAtMillis()).isEqualTo(50_000);
        assertThat(vigil.alarm(50_000, 4, 100, SETTINGS)).isEqualTo(Alarm.SILENT);
    }

    @Test
    void aResourceHardlyKnownIsNotMissedButForgottenInTime() {
        vigil.heard(0, 4, SETTINGS);
        assertThat(vigil.alarm(20_000, 4, Vigil.FEWEST_RECORDS - 1, SETTINGS)).isEqualTo(Alarm.WAIT);
        assertThat(vigil.alarmAtMillis()).isEqualTo(40_000);
        assertThat(vigil.alarm(100_000, 4, 1, SETTINGS)).isEqualTo(Alarm.FORGET);
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void silenceIsNeverClaimedTooEarlyAndNeverMissed(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long heardAt = 0;
        boolean said = false;
        vigil.heard(0, 2, SETTINGS);
        for (int i = 0; i < 300; i++) {
            long now = heardAt + (random.nextInt(4) == 0 ? random.nextInt(60_000) : random.nextInt(9_000));
            while (vigil.alarmAtMillis() <= now) {
                long at = vigil.alarmAtMillis();
                Alarm alarm = vigil.alarm(at, 2, 100, SETTINGS);
                assertThat(alarm == Alarm.SILENT)
                        .as("at %d, heard at %d", at, heardAt)
                        .isEqualTo(!said && at >= heardAt + 10_000);
                said |= alarm == Alarm.SILENT;
                assertThat(vigil.alarmAtMillis()).isGreaterThan(at);
            }
            assertThat(said).isEqualTo(now >= heardAt + 10_000);
            heardAt = now;
            vigil.heard(now, 2, SETTINGS);
            said = false;
        }
    }
}
