package dev.fleetshadow.codec;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Requests in OpenTelemetry's protocol, put together by hand. */
final class OtlpRequests {

    static final long AT = 1_767_607_200_000_000_000L;
    static final long SINCE = AT - 60_000_000_000L;

    private OtlpRequests() {}

    static NumberDataPoint.Builder number() {
        return NumberDataPoint.newBuilder().setTimeUnixNano(AT).setStartTimeUnixNano(SINCE);
    }

    static void attribute(NumberDataPoint.Builder point, String key, AnyValue.Builder value) {
        point.addAttributes(KeyValue.newBuilder().setKey(key).setValue(value));
    }

    static Metric gauge(String name, NumberDataPoint.Builder... points) {
        Gauge.Builder gauge = Gauge.newBuilder();
        Arrays.stream(points).forEach(gauge::addDataPoints);
        return Metric.newBuilder().setName(name).setGauge(gauge).build();
    }

    static Metric sum(AggregationTemporality temporality, boolean monotonic) {
        return Metric.newBuilder()
                .setName("sum")
                .setSum(Sum.newBuilder()
                        .setAggregationTemporality(temporality)
                        .setIsMonotonic(monotonic)
                        .addDataPoints(number().setAsInt(1)))
                .build();
    }

    static Metric histogram(UnaryOperator<HistogramDataPoint.Builder> point) {
        return Metric.newBuilder()
                .setName("h")
                .setHistogram(Histogram.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addDataPoints(
                                point.apply(HistogramDataPoint.newBuilder().setTimeUnixNano(AT))))
                .build();
    }

    static byte[] bytes(Metric... metrics) {
        return MetricsData.newBuilder()
                .addResourceMetrics(ResourceMetrics.newBuilder()
                        .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(Arrays.asList(metrics))))
                .build()
                .toByteArray();
    }
}
