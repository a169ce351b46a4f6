package dev.fleetshadow.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.stream.StoredShadow;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A counter counts through its rate, and what is no counter by name is left alone. */
class CountersTest {

    private static final List<String> SUFFIXES = HealthSettings.DEFAULT.counterSuffixes();

    private final CounterMemory counters = new CounterMemory();

    @Test
    void theFirstValueOfACounterSaysNothingAndTheNextOneItsRate() {
        assertThat(rates(0, Map.of("requests_total", 500.0, "queue", 7.0))).isEqualTo(Map.of("queue", 7.0));
        assertThat(rates(60, Map.of("requests_total", 620.0, "queue", 8.0)))
                .isEqualTo(Map.of("requests_total", 2.0, "queue", 8.0));
    }

    @Test
    void aResetIsLeftOutOnceAndNeverAHugeOrNegativeRate() {
        rates(0, Map.of("errors.total", 1e12));
        assertThat(rates(60, Map.of("errors.total", 30.0))).isEmpty();
        assertThat(rates(120, Map.of("errors.total", 90.0))).isEqualTo(Map.of("errors.total", 1.0));
    }

    @Test
    void afterAGapTheRateIsThatOfTheWholeGap() {
        rates(0, Map.of("io_total", 0.0));
        rates(60, Map.of());
        assertThat(rates(600, Map.of("io_total", 1_200.0))).isEqualTo(Map.of("io_total", 2.0));
    }

    @Test
    void aMetricThatOnlyGrowsIsNoCounterUnlessItsNameSaysSo() {
        for (int i = 0; i < 100; i++) {
            Map<String, Double> growing = Map.of("totals", (double) i, "total.bytes", 2.0 * i);
            assertThat(rates(i, growing)).isSameAs(growing);
        }
    }

    @Test
    void labelsAfterTheNameDoNotHideACounter() {
        rates(0, Map.of("reads_total{device=\"sda\"}", 0.0, "reads{kind=\"in_total\"}", 3.0, "}", 1.0));
        assertThat(rates(60, Map.of("reads_total{device=\"sda\"}", 60.0, "reads{kind=\"in_total\"}", 3.0, "}", 1.0)))
                .isEqualTo(Map.of("reads_total{device=\"sda\"}", 1.0, "reads{kind=\"in_total\"}", 3.0, "}", 1.0));
    }

    @Test
    void noMoreCountersAreRememberedThanMetricsAreAllowed() {
        Map<String, Double> many = new HashMap<>();
        for (int i = 10; i < 60; i++) {
            many.put("m" + i + "_total", 1.0);
        }
        assertThat(counters.rates(many, 0, SUFFIXES, 10).refused()).isEqualTo(40);
        CounterMemory.Rates rates = counters.rates(many, 1000, SUFFIXES, 10);
        assertThat(rates.refused()).isEqualTo(40);
        assertThat(rates.metrics())
                .containsOnlyKeys(IntStream.range(10, 20)
                        .mapToObj(i -> "m" + i + "_total")
                        .toList());
    }

    @Test
    void countersThereIsNoRoomForAreReportedAsTrimmed() {
        Life life = new Life(Duration.ofMinutes(1), Life.withRoomFor(5));
        Map<String, Double> many = new HashMap<>(Map.of("cpu", 1.0));
        for (int i = 0; i < 8; i++) {
            many.put("c" + i + "_total", 1.0);
        }
        assertThat(life.report(many).quality().trimmed()).isEqualTo(3);
        assertThat(life.report(many).quality().trimmed()).isEqualTo(4);
        assertThat(life.shadow.profile().metrics())
                .containsExactly("cpu", "c0_total", "c1_total", "c2_total", "c3_total");
    }

    @Test
    void aSteadyCounterWithResetsIsHealthyAndAFasterOneIsNot() {
        Life life = Life.every(Duration.ofMinutes(10));
        Noise noise = new Noise(31);
        double count = 0;
        HealthReport report = null;
        int alarms = 0;
        for (int i = 0; i < 12 * 144; i++) {
            Map<String, Double> metrics = noise.next();
            count = i % 300 == 299 ? 0 : count + 600 * (5 + 0.01 * (metrics.get("metric-0") - 100));
            metrics.put("requests_total", count);
            report = life.report(metrics);
            alarms += i > 10 * 144 && report.score() < 50 ? 1 : 0;
        }
        assertThat(alarms).isZero();
        assertThat(report.quality().missing()).isZero();
        Map<String, Double> metrics = noise.next();
        metrics.put("requests_total", count + 600 * 50);
        life.report(metrics);
        assertThat(life.shadow.lastScore()).isLessThan(30);
    }

    @Test
    void whatACounterShowedLastIsStored() {
        Life life = Life.every(Duration.ofMinutes(1));
        life.report(Map.of("requests_total", 60.0, "queue", 1.0));
        ResourceShadow stored = StoredShadow.INSTANCE.copy(life.shadow);
        long later = life.shadow.lastObservedAt().toEpochMilli() + 60_000;
        assertThat(stored.counters()
                        .rates(Map.of("requests_total", 120.0), later, SUFFIXES, 10)
                        .metrics())
                .isEqualTo(Map.of("requests_total", 1.0));
    }

    private Map<String, Double> rates(int second, Map<String, Double> metrics) {
        return counters.rates(metrics, 1000L * second, SUFFIXES, 10).metrics();
    }
}
