package dev.fleetshadow.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fills up is foreseen with the time that is left; what jitters, swings or stands is not. */
class LongTrendTest {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int DAY = 1440;
    private static final int HOUR = 60;

    private final LongTrend trend = new LongTrend();
    private final double[] cells = new double[LongTrend.CELLS];
    private int records;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aSlowFillIsForeseenHoursAhead(long seed) {
        IntToDoubleFunction filling = filling(seed, 2 * DAY, 8 * HOUR);
        learn(2 * DAY + 3 * HOUR, filling);
        TimeToLimit foreseen = ask().orElseThrow();
        Instant truth = START.plus(Duration.ofMinutes(2 * DAY + 8 * HOUR));
        assertThat(Duration.between(truth, foreseen.likely()).abs()).isLessThan(Duration.ofMinutes(60));
        assertThat(foreseen.earliest()).isBefore(truth);
        assertThat(foreseen.latest()).isAfter(truth);
        assertThat(foreseen.probability()).isBetween(0.5, 1.0);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatStandsJittersOrSwingsWithTheDayIsNeverForeseenToFill(long seed) {
        IntToDoubleFunction day = Series.daily(seed);
        IntToDoubleFunction noise = Series.noise(seed);
        silentOver(6 * DAY, i -> day.applyAsDouble(i) / 50);
        silentOver(6 * DAY, i -> noise.applyAsDouble(i) / 100);
        silentOver(6 * DAY, i -> 0.5);
    }

    @Test
    void aFillThatEndsIsForgottenWithinTheHour() {
        IntToDoubleFunction filling = filling(7, 2 * DAY, 8 * HOUR);
        int stopped = 2 * DAY + 4 * HOUR;
        learn(stopped, filling);
        assertThat(ask()).isPresent();
        double reached = filling.applyAsDouble(stopped);
        Random random = new Random(7);
        learn(HOUR, i -> reached + 0.002 * random.nextGaussian());
        assertThat(ask()).isEmpty();
    }

    @Test
    void nothingIsSaidOfAFirstDayOrBeyondTheLimitOrTooFarAhead() {
        learn(12 * HOUR, i -> i / (24.0 * HOUR));
        assertThat(ask()).as("first day").isEmpty();
        learn(2 * DAY, i -> 0.5);
        learn(3 * HOUR, filling(1, records, 8 * HOUR));
        assertThat(ask()).isPresent();
        assertThat(trend.timeToLimit(cells, 0, "disk", 0.1, now(), DAY))
                .as("beyond")
                .isEmpty();
        assertThat(trend.timeToLimit(cells, 0, "disk", 1e6, now(), DAY))
                .as("far")
                .isEmpty();
    }

    @Test
    void anOutageOfTheReportsStartsItAnew() {
        learn(2 * DAY + 3 * HOUR, filling(3, 2 * DAY, 8 * HOUR));
        records += 4 * HOUR;
        learn(HOUR, filling(3, 2 * DAY, 8 * HOUR));
        assertThat(ask()).isEmpty();
    }

    @Test
    void whatIsNoLongerReportedIsNotAboutToReachItsLimit() {
        learn(2 * DAY + 3 * HOUR, filling(1, 2 * DAY, 8 * HOUR));
        assertThat(ask()).isPresent();
        records += 5;
        assertThat(ask()).as("some records missing").isPresent();
        records += 10;
        assertThat(ask()).as("silent").isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {1e100, -1e100, 1e38, -1e12})
    void aFewAbsurdValuesBlindItForNoLongerThanTheyAreTheHighestOnes(double absurd) {
        Random random = new Random(9);
        learn(DAY, i -> 0.5 + 0.005 * random.nextGaussian());
        learn(20, i -> absurd);
        int climb = 4 * DAY;
        learn(climb + 3 * HOUR - records, filling(2, climb, 8 * HOUR));
        assertThat(ask()).isPresent();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(doubles = {1e100, Double.POSITIVE_INFINITY})
    void blocksThatAreAllBeyondMeasureHaveNoTrend(double value) {
        learn(HOUR * 4, i -> value);
        assertThat(ask()).isEmpty();
        double[] beyond = new double[12];
        Arrays.fill(beyond, Double.POSITIVE_INFINITY);
        assertThat(MonotonicTrend.of(beyond, 0, beyond.length).sigmas()).isZero();
    }

    @Test
    void theSlopeOfALineIsFoundAmongOutliers() {
        double[] values = new double[12];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 5 == 3 ? 99 : 3 + 2.0 * i;
        }
        MonotonicTrend line = MonotonicTrend.of(values, 0, values.length);
        assertThat(line.slope()).isCloseTo(2, within(0.5));
        assertThat(line.level()).isCloseTo(25, within(0.5));
    }

    private void silentOver(int count, IntToDoubleFunction value) {
        for (int i = 0; i < count; i++) {
            learn(1, value);
            assertThat(ask()).as("at record %d", records).isEmpty();
        }
        records += 7 * DAY;
    }

    /** Noise around 0.5 that climbs to 1 in the given time. */
    private static IntToDoubleFunction filling(long seed, int from, int minutes) {
        Random random = new Random(seed);
        return i -> 0.5 + 0.5 * Math.max(0, i - from) / minutes + 0.005 * random.nextGaussian();
    }

    private void learn(int count, IntToDoubleFunction value) {
        for (int i = 0; i < count; i++) {
            trend.learn(cells, 0, value.applyAsDouble(records), now().getEpochSecond(), DAY);
            records++;
        }
    }

    private Instant now() {
        return START.plus(Duration.ofMinutes(records));
    }

    private Optional<TimeToLimit> ask() {
        return trend.timeToLimit(cells, 0, "disk", 1, now(), DAY);
    }
}
