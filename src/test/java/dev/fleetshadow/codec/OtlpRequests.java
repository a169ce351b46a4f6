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

    /** In every form that JSON allows. */
    static final String JSON = """
            {"resource_metrics": [{"resource": {"attributes": [{"key": "host.name", "value": {"stringValue": "web-1"}}]},
              "scopeMetrics": [{"scope": {"name": "x"}, "unknown": [1, {"a": 2}], "metrics": [
                {"name": "a", "gauge": {"dataPoints": [
                  {"timeUnixNano": "1767607200000000000", "asInt": "-7", "attributes": [
                     {"key": "n", "value": {"int_value": 3}}, {"key": "d", "value": {"doubleValue": 0.5}},
                     {"key": "b", "value": {"boolValue": true}}],
                   "exemplars": [{"spanId": "0102030405060708", "traceId": "not even hex", "asDouble": 1}]}]}},
                {"name": "b", "sum": {"isMonotonic": true, "aggregationTemporality": "AGGREGATION_TEMPORALITY_DELTA",
                  "data_points": [{"start_time_unix_nano": 1767607140000000000, "time_unix_nano": 1767607200000000000,
                    "as_double": 2.5}]}},
                {"name": "c", "histogram": {"aggregationTemporality": 2, "dataPoints": [
                  {"timeUnixNano": 1.7676072E18, "count": "18", "sum": 9, "bucketCounts": ["10", 8],
                   "explicitBounds": [1]}]}}]}]}]}
            """;

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
