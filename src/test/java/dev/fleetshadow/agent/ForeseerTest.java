package dev.fleetshadow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.forecast.Limit;
import dev.fleetshadow.settings.ForeseenLimit;
import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.ReportedPrediction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForeseerTest {

    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final List<ForeseenLimit> LIMITS = List.of(
            limit("system.memory.utilization", "memory-exhaustion"),
            limit("system.filesystem.utilization*", "disk-filling"));

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 16, 40})
    void theFirstLimitIsWatchedHoweverManyMetricsAnotherHas(int mounts) {
        Foreseer foreseer = new Foreseer(LIMITS, INTERVAL);
        ReportedPrediction last = null;
        for (int t = 0; t < 220; t++) {
            last = foreseer.predict(at(t), metrics(mounts, t < 160 ? 0.2 : 0.2 + 0.01 * (t - 160)));
        }
        assertThat(last).isNotNull();
        assertThat(last.failureMode()).isEqualTo("memory-exhaustion");
        assertThat(Duration.between(at(219), last.expectedAt()))
                .isBetween(Duration.ofSeconds(170), Duration.ofSeconds(250));
    }

    @Test
    void whatHasGoneForADayMakesRoom() {
        Foreseer foreseer = new Foreseer(List.of(limit("m*", "x")), INTERVAL);
        Map<String, Double> many = new TreeMap<>();
        for (int i = 0; i < 8; i++) {
            many.put("m.before." + i, 0.3);
        }
        foreseer.predict(Instant.EPOCH, many);
        assertThat(leak(foreseer, Instant.EPOCH.plus(Duration.ofHours(1)))).isNull();
        assertThat(leak(foreseer, Instant.EPOCH.plus(Duration.ofHours(25)))).isNotNull();
    }

    @Test
    void noiseOfManyMetricsTogetherIsNoReasonToSpeak() {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Foreseer foreseer = new Foreseer(LIMITS, INTERVAL);
            for (int t = 0; t < 2000; t++) {
                double value = 0.6 + 0.1 * (random.nextDouble() + random.nextDouble() - 1);
                assertThat(foreseer.predict(at(t), metrics(3, value)))
                        .as("seed " + seed + " round " + t)
                        .isNull();
            }
        }
    }

    /** Of the first rise of its life nobody knows that it is a swing. */
    @ParameterizedTest
    @ValueSource(ints = {120, 200, 360, 720, 1440, 8640})
    void whatSwingsIsNoReasonToSpeakOnceItsPeakWasSeen(int period) {
        for (int seed = 0; seed < 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double phase = random.nextDouble();
            Foreseer foreseer = new Foreseer(LIMITS, INTERVAL);
            for (int t = 0; t < 2000; t++) {
                double noise = 0.02 * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
                double value = 0.5 + 0.3 * Math.sin(2 * Math.PI * (phase + (double) t / period)) + noise;
                ReportedPrediction said = foreseer.predict(at(t), metrics(0, value));
                if (t >= period) {
                    assertThat(said).as("seed " + seed + " round " + t).isNull();
                }
            }
        }
    }

    private static ReportedPrediction leak(Foreseer foreseer, Instant from) {
        ReportedPrediction last = null;
        for (int t = 0; t < 100; t++) {
            double value = t < 45 ? 0.2 : 0.2 + 0.014 * (t - 45);
            last = foreseer.predict(from.plus(INTERVAL.multipliedBy(t)), Map.of("m.after", value));
        }
        return last;
    }

    private static Map<String, Double> metrics(int mounts, double memory) {
        Map<String, Double> metrics = new TreeMap<>();
        for (int i = 0; i < mounts; i++) {
            metrics.put("system.filesystem.utilization./data" + i, 0.3);
        }
        metrics.put("system.memory.utilization", memory);
        return metrics;
    }

    private static Instant at(int t) {
        return Instant.EPOCH.plus(INTERVAL.multipliedBy(t));
    }

    private static ForeseenLimit limit(String metric, String failureMode) {
        return new ForeseenLimit(new Limit(Glob.of(metric), 1, false), failureMode);
    }
}
