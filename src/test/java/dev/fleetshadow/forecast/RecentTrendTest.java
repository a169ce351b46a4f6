package dev.fleetshadow.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A leak of minutes is seen coming, and what swings, jumps, jitters or wanders is not taken for one. */
class RecentTrendTest {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final int SEEDS = 50;
    private static final int ROUNDS = 2_000;

    /** What happens to metrics that do not run out. */
    enum Usual {
        NOISE,
        HOURLY_SWING,
        DAILY_SWING,
        STEPS,
        BURSTS,
        WANDERING;

        IntToDoubleFunction series(SplittableRandom random) {
            double[] state = {0.5, 0};
            double phase = random.nextDouble();
            double period = this == HOURLY_SWING ? 360 : 8640;
            return t -> {
                double noise = 0.01 * gaussian(random);
                return switch (this) {
                    case NOISE -> 0.5 + 5 * noise;
                    case HOURLY_SWING, DAILY_SWING -> 0.5 + 0.3 * Math.sin(2 * Math.PI * (phase + t / period)) + noise;
                    case STEPS -> {
                        state[0] = random.nextInt(200) == 0 ? 0.1 + 0.8 * random.nextDouble() : state[0];
                        yield state[0] + noise;
                    }
                    case BURSTS -> {
                        state[1] = random.nextInt(100) == 0 ? 0.4 : 0.9 * state[1];
                        yield 0.4 + state[1] + noise;
                    }
                    case WANDERING -> {
                        state[0] = 0.5 + 0.95 * (state[0] - 0.5) + noise;
                        yield state[0];
                    }
                };
            };
        }
    }

    @Test
    void aSteadyLeakIsForeseenSoonAfterHalfTheWay() {
        SplittableRandom random = new SplittableRandom(1);
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom own = random.split();
            List<Optional<TimeToLimit>> said = said(
                    240, t -> t < 160 ? 0.2 + 0.002 * gaussian(own) : 0.2 + 0.01 * (t - 160) + 0.002 * gaussian(own));
            assertThat(said.subList(0, 160)).as("before it leaks").allMatch(Optional::isEmpty);
            assertThat(said.subList(160, 206)).as("soon after half the way").anyMatch(Optional::isPresent);
            for (int t = 206; t < 235; t++) {
                TimeToLimit time = said.get(t).orElseThrow();
                double remaining = 10.0 * (240 - t);
                assertThat(seconds(t, time.likely())).isCloseTo(remaining, Offset.offset(0.2 * remaining + 10));
                assertThat(time.probability()).isBetween(0.5, 1.0);
                assertThat(time.earliest()).isBeforeOrEqualTo(time.likely());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsUsualIsNoReasonToSpeakOnceItsSwingIsKnown(Usual usual) {
        SplittableRandom random = new SplittableRandom(2);
        for (int seed = 0; seed < SEEDS; seed++) {
            List<Optional<TimeToLimit>> said = said(ROUNDS, usual.series(random.split()));
            assertThat(said.subList(usual == Usual.HOURLY_SWING ? 360 : 0, ROUNDS))
                    .as(usual + " " + seed)
                    .allMatch(Optional::isEmpty);
        }
    }

    @Test
    void whatHasStoppedRisingIsNotForeseenAnyMore() {
        SplittableRandom random = new SplittableRandom(3);
        List<Optional<TimeToLimit>> said =
                said(200, t -> 0.2 + 0.01 * Math.max(0, Math.min(t, 110) - 60) + 0.002 * gaussian(random));
        assertThat(said.subList(60, 111)).anyMatch(Optional::isPresent);
        assertThat(said.subList(110 + RecentTrend.KEPT / 2, 200)).allMatch(Optional::isEmpty);
    }

    @Test
    void afterAGapItBeginsAnew() {
        RecentTrend trend = new RecentTrend();
        for (int t = 0; t < 60; t++) {
            trend.learn(0.2 + 0.012 * t, START.plus(INTERVAL.multipliedBy(t)));
        }
        assertThat(trend.timeToLimit("m", 1)).isPresent();
        trend.learn(0.93, START.plus(INTERVAL.multipliedBy(60)).plus(Duration.ofHours(1)));
        assertThat(trend.timeToLimit("m", 1)).isEmpty();
    }

    @Test
    void reportsThatAreTooFarApartSayNothing() {
        RecentTrend trend = new RecentTrend();
        for (int t = 0; t < 100; t++) {
            trend.learn(0.2 + 0.007 * t, START.plus(Duration.ofMinutes(t)));
            assertThat(trend.timeToLimit("m", 1)).isEmpty();
        }
    }

    private static List<Optional<TimeToLimit>> said(int rounds, IntToDoubleFunction series) {
        RecentTrend trend = new RecentTrend();
        List<Optional<TimeToLimit>> said = new ArrayList<>(rounds);
        for (int t = 0; t < rounds; t++) {
            trend.learn(series.applyAsDouble(t), START.plus(INTERVAL.multipliedBy(t)));
            said.add(trend.timeToLimit("m", 1));
        }
        return said;
    }

    private static double seconds(int t, Instant at) {
        return Duration.between(START.plus(INTERVAL.multipliedBy(t)), at).toMillis() / 1000.0;
    }

    private static double gaussian(SplittableRandom random) {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
