package dev.fleetshadow.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.forecast.Forecast;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No update, however absurd, makes the scorer say something that is not a score. */
class HostileUpdatesTest {

    private static final int UPDATES = 1_500;
    private static final double ROUNDING = 1e-9;

    static LongStream seeds() {
        return LongStream.range(0, 12);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyNumberOfEveryReportStaysWithinItsBounds(long seed) {
        Random random = new Random(seed);
        Life life = new Life(Duration.ofHours(1), Life.withRoomFor(10));
        int scored = 0;
        for (int i = 0; i < UPDATES; i++) {
            Duration gap = random.nextInt(20) == 0
                    ? Duration.ofMillis(1 + (long) Math.pow(10, 11 * random.nextDouble()))
                    : Duration.ofHours(1);
            HealthReport report = life.report(metrics(random), gap);
            scored += report.scored() ? 1 : 0;
            check(report, i);
        }
        assertThat(scored).isGreaterThan(UPDATES / 3);
        assertThat(life.shadow.profile().size()).isLessThanOrEqualTo(10);
    }

    private static void check(HealthReport report, int update) {
        if (report.scored()) {
            assertThat(report.score()).as("score at %d", update).isBetween(0.0, 100.0);
            assertThat(report.returnPeriodHours())
                    .as("return period at %d", update)
                    .isNotNaN()
                    .isNotNegative();
        } else {
            assertThat(report.level()).isEqualTo(HealthLevel.LEARNING);
        }
        assertThat(report.rawScore()).as("raw score at %d", update).isFinite().isNotNegative();
        assertThat(report.quality().confidence()).isBetween(0.0, 1.0);
        assertThat(report.contributions()).hasSizeLessThanOrEqualTo(5);
        double shares = 0;
        for (Contribution contribution : report.contributions()) {
            assertThat(contribution.sigmas()).as("sigmas at %d", update).isFinite();
            assertThat(contribution.expected()).as("expected at %d", update).isFinite();
            shares += contribution.share();
        }
        assertThat(shares).as("shares at %d", update).isBetween(0.0, 1 + ROUNDING);
        for (Forecast forecast : report.forecasts()) {
            assertThat(forecast.value()).as("forecast at %d", update).isFinite();
            assertThat(forecast.value()).isBetween(forecast.lower(), forecast.upper());
        }
    }

    /** Any subset of names, any magnitude a decoder lets through, often the same value again and again. */
    private static Map<String, Double> metrics(Random random) {
        Map<String, Double> metrics = new HashMap<>();
        for (int j = 0; j < 12; j++) {
            switch (random.nextInt(8)) {
                case 0 -> {}
                case 1 -> metrics.put("m" + j, 0.0);
                case 2 -> metrics.put("m" + j, -0.0);
                case 3 -> metrics.put("m" + j, sign(random) * Math.pow(10, 200 * random.nextDouble() - 100));
                case 4 -> metrics.put("m" + j, sign(random) * 1e100);
                case 5 -> metrics.put("m" + j, Double.MIN_VALUE);
                default -> metrics.put("m" + j, 42.0);
            }
        }
        return metrics;
    }

    private static double sign(Random random) {
        return random.nextBoolean() ? 1 : -1;
    }
}
