package dev.fleetshadow.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.fleetshadow.settings.MetricsSource;
import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExposedMetricsTest {

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final Counter requests =
            Counter.builder().name("requests_total").labelNames("path").register(registry);
    private final Gauge heap = Gauge.builder().name("heap").register(registry);
    private final Histogram latency = Histogram.builder()
            .name("latency")
            .classicOnly()
            .classicUpperBounds(0.1, 0.2, 1)
            .register(registry);
    private final Summary size = Summary.builder().name("size").quantile(0.5).register(registry);
    private long nanos;

    static Stream<ExpositionFormatWriter> writers() {
        return Stream.of(PrometheusTextFormatWriter.create(), new OpenMetricsTextFormatWriter(true, true));
    }

    @ParameterizedTest
    @MethodSource("writers")
    void whatTheClientLibraryWritesIsReadAsRatesLevelsAndQuantiles(ExpositionFormatWriter writer) throws IOException {
        // A fact is a level to the older format, and can only be told by its name.
        Info.builder().name("build").labelNames("version").register(registry).setLabelValues("1");
        ExposedMetrics metrics = new ExposedMetrics(source("*", "build_info", 100));
        requests.labelValues("/a,b").inc(5);
        heap.set(0.25);
        for (int i = 0; i < 10; i++) {
            latency.observe(0.05);
            size.observe(100);
        }
        Reading first = read(metrics, written(writer));
        assertThat(first.metrics()).containsExactly(entry("heap", 0.25), entry("size{quantile=0.5}", 100.0));

        requests.labelValues("/a,b").inc(30);
        for (int i = 0; i < 20; i++) {
            latency.observe(i == 0 ? 0.9 : 0.15);
        }
        Reading second = read(metrics, written(writer));
        assertThat(second.unusable()).isEmpty();
        assertThat(second.metrics())
                .containsOnlyKeys(
                        "requests_total.rate{path=/a\\,b}",
                        "heap",
                        "latency.rate",
                        "latency.p50",
                        "latency.p99",
                        "size{quantile=0.5}",
                        "size.rate");
        assertThat(second.metrics().get("requests_total.rate{path=/a\\,b}")).isCloseTo(3, Offset.offset(1e-9));
        assertThat(second.metrics().get("latency.rate")).isCloseTo(2, Offset.offset(1e-9));
        assertThat(second.metrics().get("latency.p50")).isBetween(0.1, 0.2);
        assertThat(second.metrics().get("latency.p99")).isBetween(0.2, 1.0);
    }

    @Test
    void aCounterThatBeginsAnewHasNoRateUntilItHasGrown() {
        ExposedMetrics metrics = new ExposedMetrics(source("*", "", 100));
        String text = "# TYPE c counter\nc_total ";
        assertThat(read(metrics, text + "100\n").metrics()).isEmpty();
        assertThat(read(metrics, text + "4\n").metrics()).isEmpty();
        assertThat(read(metrics, text + "24\n").metrics()).containsExactly(entry("c_total.rate", 2.0));
    }

    @Test
    void seriesArePickedByTheirMetricOrByTheirLabels() {
        String text = "a{x=\"1\"} 1\na{x=\"2\"} 2\nb 3\n";
        assertThat(read(new ExposedMetrics(source("a", "*x=2*", 100)), text).metrics())
                .containsExactly(entry("a{x=1}", 1.0));
    }

    @Test
    void whatIsBeyondTheLimitOfASourceIsCounted() {
        Round round = new Round(Instant.EPOCH, INTERVAL);
        String text = "# TYPE h histogram\nh_bucket{le=\"1\"} 1\nh_bucket{le=\"+Inf\"} 2\na 1\nb 1\nc 1\n";
        new ExposedMetrics(source("*", "", 4)).put(ExpositionReader.read(text), round);
        assertThat(round.reading().metrics()).containsOnlyKeys("a");
        assertThat(round.leftOut()).isEqualTo(2);
    }

    @Test
    void whatHasNoValueIsNamedAndAHistogramThatIsNoneAsWell() {
        Reading reading = read(
                new ExposedMetrics(source("*", "", 100)),
                "a NaN\nb +Inf\nc 1\n# TYPE h histogram\nh_bucket{le=\"1\"} 5\nh_bucket{le=\"+Inf\"} 2\n");
        assertThat(reading.metrics()).containsOnlyKeys("c");
        assertThat(reading.unusable()).containsExactlyInAnyOrder("a", "b", "h");
    }

    @Test
    void whateverTheTextIsItIsReadOrRefused() throws IOException {
        requests.labelValues("/").inc();
        latency.observe(0.3);
        size.observe(1);
        List<String> texts = writers().map(this::written).toList();
        ExposedMetrics metrics = new ExposedMetrics(source("*", "", 50));
        SplittableRandom random = new SplittableRandom(11);
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            try {
                Reading reading = read(metrics, mutated(texts.get(i % texts.size()), random));
                assertThat(reading.metrics().values()).allMatch(Double::isFinite);
                assertThat(reading.metrics()).hasSizeLessThanOrEqualTo(50);
                read++;
            } catch (InvalidUpdateException refused) {
                assertThat(refused).hasMessageContaining("line ");
            }
        }
        assertThat(read).isBetween(10_000, 90_000);
    }

    private static String mutated(String text, SplittableRandom random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int change = random.nextInt(1, 5); change > 0; change--) {
            int at = random.nextInt(mutated.length());
            switch (random.nextInt(3)) {
                case 0 -> mutated.setCharAt(at, (char) random.nextInt(1, 300));
                case 1 -> mutated.deleteCharAt(at);
                default -> mutated.insert(at, "{}\",=\\ \n#_09eE+-.".charAt(random.nextInt(17)));
            }
        }
        return mutated.toString();
    }

    private String written(ExpositionFormatWriter writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.write(bytes, registry.scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Reading read(ExposedMetrics metrics, String text) {
        nanos += INTERVAL;
        Round round = new Round(Instant.EPOCH, nanos);
        metrics.put(ExpositionReader.read(text), round);
        return round.reading();
    }

    private static MetricsSource source(String include, String exclude, int mostMetrics) {
        List<Glob> excluded = exclude.isEmpty() ? List.of() : List.of(Glob.of(exclude));
        return new MetricsSource(
                "s", "f", List.of(Glob.of(include)), excluded, Duration.ofSeconds(1), 1 << 20, mostMetrics);
    }
}
