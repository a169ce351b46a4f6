package dev.fleetshadow.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.fleetshadow.gather.DataPoint;
import dev.fleetshadow.gather.PointKind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.logging.otlp.internal.metrics.OtlpStdoutMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.AggregationTemporalitySelector;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What OpenTelemetry's own SDK sends is read, in both forms, to the same points. */
class OtlpSdkTest {

    private static final Map<String, String> SOURCE =
            Map.of("host.name", "web-042", "service.name", "checkout", "host.cpus", "4", "tags", "a,b");

    private static final Instant NOW = Instant.parse("2026-01-05T10:15:00.123456789Z");

    private static final Clock STOPPED = new Clock() {
        @Override
        public long now() {
            return NOW.getEpochSecond() * 1_000_000_000 + NOW.getNano();
        }

        @Override
        public long nanoTime() {
            return 0;
        }
    };

    @Test
    void whatTheSdkPostsIsRead() throws Exception {
        List<DataPoint> points = OtlpMetrics.proto(posted(AggregationTemporalitySelector.alwaysCumulative()));
        assertThat(points).hasSize(6).allSatisfy(point -> {
            assertThat(point.source()).containsAllEntriesOf(SOURCE);
            assertThat(point.at()).isEqualTo(NOW);
        });
        assertThat(one(points, "system.memory.utilization").kind()).isEqualTo(PointKind.GAUGE);
        assertThat(one(points, "system.memory.utilization").value()).isEqualTo(0.61);
        assertThat(one(points, "system.memory.utilization").dimensions()).isEqualTo(Map.of("state", "used"));
        DataPoint requests = one(points, "requests");
        assertThat(requests.kind()).isEqualTo(PointKind.CUMULATIVE);
        assertThat(requests.value()).isEqualTo(7);
        assertThat(requests.since()).isNull();
        assertThat(one(points, "queue.length").kind()).isEqualTo(PointKind.GAUGE);
        assertThat(one(points, "queue.length").value()).isEqualTo(-2);
        DataPoint latency = one(points, "latency");
        assertThat(latency.distribution().counts().stream().mapToLong(Long::longValue))
                .hasSize(16);
        assertThat(latency.distribution().counts().get(1)).isEqualTo(2);
        DataPoint exponential = one(points, "exponential");
        assertThat(exponential.distribution().counts().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(4);
        assertThat(one(points, "bytes").value()).isEqualTo(1.5);
    }

    @Test
    void whatTheSdkWritesAsJsonIsTheSame() throws Exception {
        List<DataPoint> points = OtlpMetrics.json(written());
        List<DataPoint> posted = OtlpMetrics.proto(posted(AggregationTemporalitySelector.alwaysCumulative()));
        assertThat(points).containsExactlyInAnyOrderElementsOf(posted);
    }

    @Test
    void deltasAreDeltasAndALevelStaysOne() throws Exception {
        List<DataPoint> points = OtlpMetrics.proto(posted(AggregationTemporalitySelector.deltaPreferred()));
        assertThat(one(points, "requests").kind()).isEqualTo(PointKind.DELTA);
        assertThat(one(points, "latency").kind()).isEqualTo(PointKind.DELTA);
        assertThat(one(points, "queue.length").kind()).isEqualTo(PointKind.GAUGE);
    }

    private static DataPoint one(List<DataPoint> points, String metric) {
        return points.stream()
                .filter(point -> point.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }

    /** The body of one export over HTTP. */
    private static byte[] posted(AggregationTemporalitySelector temporality) throws Exception {
        CompletableFuture<byte[]> body = new CompletableFuture<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/metrics", exchange -> {
            body.complete(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        try {
            export(OtlpHttpMetricExporter.builder()
                    .setEndpoint("http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/metrics")
                    .setAggregationTemporalitySelector(temporality)
                    .build());
            return body.get(10, TimeUnit.SECONDS);
        } finally {
            collector.stop(0);
        }
    }

    private static byte[] written() throws IOException {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        export(OtlpStdoutMetricExporter.builder()
                .setOutput(json)
                .setWrapperJsonObject(true)
                .setAggregationTemporalitySelector(instrument -> AggregationTemporality.CUMULATIVE)
                .build());
        // It writes a line whenever it is flushed, and once more when it is closed.
        return json.toString(UTF_8).lines().findFirst().orElseThrow().getBytes(UTF_8);
    }

    private static void export(MetricExporter exporter) {
        Resource resource = Resource.create(Attributes.builder()
                .put("host.name", "web-042")
                .put("service.name", "checkout")
                .put("host.cpus", 4)
                .put(AttributeKey.stringArrayKey("tags"), "a", "b")
                .build());
        try (SdkMeterProvider provider = SdkMeterProvider.builder()
                .setResource(resource)
                .setClock(STOPPED)
                .registerView(
                        InstrumentSelector.builder().setName("exponential").build(),
                        View.builder()
                                .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                                .build())
                .registerMetricReader(PeriodicMetricReader.builder(exporter)
                        .setInterval(Duration.ofDays(1))
                        .build())
                .build()) {
            record(provider.get("test"));
            assertThat(provider.forceFlush().join(10, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
        }
    }

    private static void record(Meter meter) {
        meter.gaugeBuilder("system.memory.utilization")
                .build()
                .set(0.61, Attributes.of(AttributeKey.stringKey("state"), "used"));
        meter.counterBuilder("requests").build().add(7);
        meter.counterBuilder("bytes").ofDoubles().build().add(1.5);
        meter.upDownCounterBuilder("queue.length").build().add(-2);
        var latency = meter.histogramBuilder("latency").build();
        latency.record(3);
        latency.record(4);
        latency.record(700);
        var exponential = meter.histogramBuilder("exponential").build();
        exponential.record(0);
        exponential.record(0.001);
        exponential.record(0.5);
        exponential.record(12);
    }
}
