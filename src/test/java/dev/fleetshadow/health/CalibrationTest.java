package dev.fleetshadow.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A worse raw score never looks healthier, and the bands mean what they promise. */
class CalibrationTest {

    @ParameterizedTest
    @CsvSource({"0.5,100", "1,100", "24,70", "168,50", "720,30", "8760,0", "1e9,0"})
    void healthNamesTheReturnPeriod(double hours, double health) {
        assertThat(Calibration.health(Math.log(hours))).isCloseTo(health, within(1e-9));
    }

    @Test
    void healthNeverRisesWithTheReturnPeriodAndAnUnknownOneStaysUnknown() {
        double before = 100;
        for (double log = -5; log < 15; log += 0.001) {
            double health = Calibration.health(log);
            assertThat(health).isBetween(0.0, before);
            before = health;
        }
        assertThat(Calibration.health(Double.NaN)).isNaN();
        assertThat(Calibration.health(Double.POSITIVE_INFINITY)).isZero();
        assertThat(Calibration.health(Double.NEGATIVE_INFINITY)).isEqualTo(100);
    }

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theReturnPeriodNeverFallsWithTheScoreWhateverWasSeenBefore(long seed) {
        Random random = new Random(seed);
        Calibration calibration = new Calibration();
        CalibrationHistory history = new CalibrationHistory();
        double scale = Math.pow(10, 4 * random.nextDouble() - 3);
        int hours = 1 + random.nextInt(1_000);
        CalibrationPrior prior = random.nextBoolean() ? CalibrationPrior.DEFAULT : CalibrationPrior.NONE;
        for (int hour = 0; hour < hours; hour++) {
            calibration.completesHour(scale * random.nextGaussian(), 1_000, 24, prior);
            calibration.recalibrate(history, prior);
        }
        double before = Double.NEGATIVE_INFINITY;
        for (double logScore = -20; logScore <= 20; logScore += 0.01) {
            double period = calibration.logReturnPeriod(logScore, 1_000_000, CalibrationPrior.DEFAULT);
            assertThat(period).isGreaterThanOrEqualTo(before - 1e-12);
            before = period;
        }
    }

    @Test
    void withoutAPriorNothingIsSaidBeforeADayOfHoursWasSeen() {
        Calibration calibration = new Calibration();
        CalibrationHistory history = new CalibrationHistory();
        for (int hour = 1; hour <= 24; hour++) {
            assertThat(calibration.logReturnPeriod(0, 1_000, CalibrationPrior.NONE))
                    .isNaN();
            calibration.completesHour(hour, 1_000, 24, CalibrationPrior.NONE);
            calibration.recalibrate(history, CalibrationPrior.NONE);
        }
        assertThat(calibration.logReturnPeriod(0, 1_000, CalibrationPrior.NONE)).isNotNaN();
    }

    @Test
    void withAPriorAScoreWaitsForThirtyRecordsAndMeansWhatThePriorSays() {
        Calibration calibration = new Calibration();
        CalibrationPrior prior = CalibrationPrior.DEFAULT;
        assertThat(calibration.logReturnPeriod(9, 29, prior)).isNaN();
        assertThat(calibration.logReturnPeriod(prior.high(), 30, prior)).isCloseTo(Math.log(5), within(1e-12));
        assertThat(calibration.logReturnPeriod(prior.high() - prior.spread(), 30, prior))
                .isCloseTo(Math.log(5.0 / 4), within(1e-12));
    }

    @Test
    void thePriorGivesWayToTheResourcesOwnHours() {
        Calibration calibration = new Calibration();
        CalibrationHistory history = new CalibrationHistory();
        double before = Double.NEGATIVE_INFINITY;
        for (int hour = 0; hour < 720; hour++) {
            calibration.completesHour(hour % 10 / 10.0, 1_000, 24, CalibrationPrior.DEFAULT);
            calibration.recalibrate(history, CalibrationPrior.DEFAULT);
            if (hour % 100 == 99) {
                double period = calibration.logReturnPeriod(2, 1_000, CalibrationPrior.DEFAULT);
                assertThat(period).isGreaterThan(before);
                before = period;
            }
        }
        assertThat(before).isGreaterThan(Math.log(24));
    }

    @Test
    void anHourIsCountedInRecordsAndTheFirstHalfDayIsLeftOut() {
        Calibration calibration = new Calibration();
        assertThat(calibration.completesHour(1, 11, 24, CalibrationPrior.DEFAULT))
                .isFalse();
        assertThat(calibration.completesHour(1, 12, 24, CalibrationPrior.DEFAULT))
                .isTrue();
        Calibration reference = new Calibration();
        assertThat(reference.completesHour(1, 47, 24, CalibrationPrior.NONE)).isFalse();
        assertThat(reference.completesHour(1, 48, 24, CalibrationPrior.NONE)).isTrue();
        Calibration fast = new Calibration();
        for (int record = 0; record < 59; record++) {
            assertThat(fast.completesHour(1, 100_000, 1440, CalibrationPrior.DEFAULT))
                    .isFalse();
        }
        assertThat(fast.completesHour(1, 100_000, 1440, CalibrationPrior.DEFAULT))
                .isTrue();
    }

    @Test
    void anIncidentInTheHistoryDoesNotHideTheNextOne() {
        assertThat(daysWithPeakOf(20)).isGreaterThan(Math.log(720));
    }

    private static double daysWithPeakOf(double incident) {
        Random random = new Random(3);
        Calibration calibration = new Calibration();
        CalibrationHistory history = new CalibrationHistory();
        for (int hour = 0; hour < 720; hour++) {
            calibration.completesHour(
                    hour >= 100 && hour < 110 ? incident : random.nextGaussian(), 1_000, 24, CalibrationPrior.DEFAULT);
            calibration.recalibrate(history, CalibrationPrior.DEFAULT);
        }
        return calibration.logReturnPeriod(incident, 1_000, CalibrationPrior.DEFAULT);
    }

    @Test
    void theHistoryForgetsWhatIsOlderThanThirtyDays() {
        CalibrationHistory history = new CalibrationHistory();
        for (int hour = 0; hour < 2_000; hour++) {
            history.add(hour);
        }
        assertThat(history.hoursHeld()).isEqualTo(720);
        assertThat(history.daysHeld()).isEqualTo(30);
        assertThat(history.sortedHours()[0]).isEqualTo(1_280);
        assertThat(history.sortedDays()[29]).isEqualTo(83 * 24 - 1.0);
    }
}
