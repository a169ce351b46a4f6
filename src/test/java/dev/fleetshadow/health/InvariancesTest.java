package dev.fleetshadow.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.stream.StoredShadow;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must not matter to a score, whatever the values are. */
class InvariancesTest {

    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final int PER_DAY = 144;
    private static final int DAYS = 12;

    static LongStream seeds() {
        return LongStream.range(0, 6);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theUnitAndTheZeroOfAMetricDoNotMatter(long seed) {
        Random random = new Random(seed);
        double[] scale =
                random.doubles(Noise.METRICS, -3, 6).map(e -> Math.pow(10, e)).toArray();
        double[] shift = random.doubles(Noise.METRICS, -1e3, 1e3).toArray();
        Life life = Life.every(INTERVAL);
        Life other = Life.every(INTERVAL);
        Noise noise = new Noise(seed);
        for (int i = 0; i < DAYS * PER_DAY; i++) {
            Map<String, Double> metrics = noise.next();
            Map<String, Double> converted = new HashMap<>();
            for (int j = 0; j < Noise.METRICS; j++) {
                converted.put("metric-" + j, scale[j] * (metrics.get("metric-" + j) + shift[j]));
            }
            double raw = life.report(metrics).rawScore();
            assertThat(other.report(converted).rawScore()).as("record %d", i).isCloseTo(raw, within(1e-5 * (1 + raw)));
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theOrderOfTheColumnsMattersOnlyUntilTheComponentsAreFound(long seed) {
        Life life = Life.every(INTERVAL);
        Life reversed = Life.every(INTERVAL);
        Noise noise = new Noise(seed);
        double difference = 0;
        for (int i = 0; i < 2 * DAYS * PER_DAY; i++) {
            Map<String, Double> metrics = noise.next();
            Map<String, Double> renamed = new HashMap<>();
            metrics.forEach((name, value) -> renamed.put(('z' - name.charAt(name.length() - 1) + '0') + name, value));
            double score = life.report(metrics).score();
            double other = reversed.report(renamed).score();
            difference += i >= DAYS * PER_DAY ? Math.abs(score - other) : 0;
        }
        assertThat(difference / (DAYS * PER_DAY))
                .as("points of health, on average")
                .isLessThan(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aMissingMetricDoesNotHideWhatAnotherOneShows(long seed) throws IOException {
        Life life = grownUp(seed);
        Random random = new Random(seed);
        Map<String, Double> metrics = new Noise(seed + 100).next();
        metrics.merge("metric-0", 20.0, Double::sum);
        Map<String, Double> without = new HashMap<>(metrics);
        without.remove("metric-" + (1 + random.nextInt(Noise.METRICS - 1)));
        ResourceShadow copy = StoredShadow.INSTANCE.copy(life.shadow);
        ResourceShadow same = StoredShadow.INSTANCE.copy(life.shadow);
        double whole = life.scorer
                .observe(same, life.update(metrics), new HeapMemory())
                .rawScore();
        double part = life.scorer
                .observe(copy, life.update(without), new HeapMemory())
                .rawScore();
        assertThat(part).isGreaterThan(whole);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void irregularReportingIsNoReasonForAlarm(long seed) {
        Life life = Life.every(INTERVAL);
        Noise noise = new Noise(seed);
        Random random = new Random(seed);
        int alarms = 0;
        for (int i = 0; i < 3 * DAYS * PER_DAY; i++) {
            long seconds = (long) (INTERVAL.toSeconds() * (0.6 + 0.8 * random.nextDouble()));
            Duration gap = Duration.ofSeconds(random.nextInt(200) == 0 ? 40 * seconds : seconds);
            HealthReport report = life.report(noise.next(), gap);
            alarms += i > DAYS * PER_DAY && report.score() < 50 ? 1 : 0;
        }
        assertThat(alarms).as("records below 50 in 24 days").isLessThan(3 * DAYS * PER_DAY / 50);
        assertThat(life.shadow.profile().cadence().seconds()).isBetween(400.0, 1_000.0);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void metricsThatJoinOrLeaveAreNoReasonForAlarm(long seed) {
        Life life = grownUp(seed);
        Noise noise = new Noise(seed + 200);
        Random random = new Random(seed);
        for (int i = 0; i < PER_DAY / 2; i++) {
            Map<String, Double> metrics = noise.next();
            metrics.remove("metric-3");
            metrics.put("new", 1e6 + random.nextGaussian());
            assertThat(life.report(metrics).score()).as("record %d", i).isGreaterThan(30);
        }
        Map<String, Double> metrics = noise.next();
        metrics.put("new", 2e6);
        HealthReport report = life.report(metrics);
        assertThat(report.score()).as("once it is known").isLessThan(30);
        assertThat(report.contributions().get(0).metric()).isEqualTo("new");
    }

    private static Life grownUp(long seed) {
        Life life = Life.every(INTERVAL);
        Noise noise = new Noise(seed);
        for (int i = 0; i < DAYS * PER_DAY; i++) {
            life.report(noise.next());
        }
        return life;
    }
}
