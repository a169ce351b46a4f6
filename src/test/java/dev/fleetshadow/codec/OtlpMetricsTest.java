package dev.fleetshadow.codec;

import static dev.fleetshadow.codec.OtlpRequests.AT;
import static dev.fleetshadow.codec.OtlpRequests.JSON;
import static dev.fleetshadow.codec.OtlpRequests.SINCE;
import static dev.fleetshadow.codec.OtlpRequests.attribute;
import static dev.fleetshadow.codec.OtlpRequests.bytes;
import static dev.fleetshadow.codec.OtlpRequests.gauge;
import static dev.fleetshadow.codec.OtlpRequests.histogram;
import static dev.fleetshadow.codec.OtlpRequests.number;
import static dev.fleetshadow.codec.OtlpRequests.sum;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import dev.fleetshadow.gather.DataPoint;
import dev.fleetshadow.gather.PointKind;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpMetricsTest {

    @Test
    void theFormsOfJsonThatAreAllowedAreRead() throws IOException {
        List<DataPoint> points = OtlpMetrics.json(JSON.getBytes(UTF_8));
        Instant at = Instant.parse("2026-01-05T10:00:00Z");
        Map<String, String> web = Map.of("host.name", "web-1");
        assertThat(points.get(0))
                .isEqualTo(new DataPoint(
                        web, "a", Map.of("n", "3", "d", "0.5", "b", "true"), PointKind.GAUGE, at, null, -7, null));
        assertThat(points.get(1))
                .isEqualTo(new DataPoint(
                        web, "b", Map.of(), PointKind.DELTA, at, Instant.parse("2026-01-05T09:59:00Z"), 2.5, null));
        assertThat(points.get(2).kind()).isEqualTo(PointKind.CUMULATIVE);
        assertThat(points.get(2).at()).isEqualTo(at);
        assertThat(points.get(2).distribution().bounds()).containsExactly(1.0);
        assertThat(points.get(2).distribution().counts()).containsExactly(10L, 8L);
        assertThat(points).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e300"})
    void aValueThatIsNoUsableNumberIsHandedOnToBeNamed(String value) throws IOException {
        double number = Double.parseDouble(value);
        assertThat(points(gauge("bad", number().setAsDouble(number))))
                .extracting(DataPoint::metric, DataPoint::value)
                .containsExactly(tuple("bad", number));
    }

    @Test
    void aPointWithoutARecordedValueIsNoPointAndNoMistake() throws IOException {
        assertThat(points(gauge("stale", number().setAsDouble(Double.NaN).setFlags(1))))
                .isEmpty();
        assertThat(points(gauge("fresh", number().setAsDouble(1).setFlags(2)))).hasSize(1);
    }

    @Test
    void theKindOfASumFollowsItsTemporality() throws IOException {
        assertThat(points(sum(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, true))
                        .get(0)
                        .kind())
                .isEqualTo(PointKind.CUMULATIVE);
        assertThat(points(sum(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, false))
                        .get(0)
                        .kind())
                .isEqualTo(PointKind.GAUGE);
        assertThat(points(sum(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA, true))
                        .get(0)
                        .kind())
                .isEqualTo(PointKind.DELTA);
        withoutValue(sum(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA, false));
        withoutValue(sum(AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED, true));
    }

    @Test
    void aStartThatIsNotBeforeThePointIsNoStart() throws IOException {
        Sum sum = sum(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, true)
                .getSum();
        assertThat(points(Metric.newBuilder().setName("sum").setSum(sum).build())
                        .get(0)
                        .since())
                .isEqualTo(Instant.parse("2026-01-05T09:59:00Z"));
        Sum late = sum.toBuilder()
                .setDataPoints(0, sum.getDataPoints(0).toBuilder().setStartTimeUnixNano(AT + 1))
                .build();
        assertThat(points(Metric.newBuilder().setName("sum").setSum(late).build())
                        .get(0)
                        .since())
                .isNull();
    }

    @Test
    void aSummaryIsItsQuantilesAndTwoCounters() throws IOException {
        Metric summary = Metric.newBuilder()
                .setName("rpc")
                .setSummary(Summary.newBuilder()
                        .addDataPoints(SummaryDataPoint.newBuilder()
                                .setTimeUnixNano(AT)
                                .setStartTimeUnixNano(SINCE)
                                .setCount(4)
                                .setSum(2.5)
                                .addQuantileValues(SummaryDataPoint.ValueAtQuantile.newBuilder()
                                        .setQuantile(0.99)
                                        .setValue(1.5))))
                .build();
        assertThat(points(summary))
                .extracting(DataPoint::metric, DataPoint::kind, DataPoint::value, DataPoint::dimensions)
                .containsExactly(
                        tuple("rpc.count", PointKind.CUMULATIVE, 4.0, Map.of()),
                        tuple("rpc.sum", PointKind.CUMULATIVE, 2.5, Map.of()),
                        tuple("rpc", PointKind.GAUGE, 1.5, Map.of("quantile", "0.99")));
    }

    @Test
    void aHistogramWithoutBucketsIsTwoCountersAndOneThatContradictsItselfHasNoValue() throws IOException {
        Metric plain = histogram(point -> point.setCount(-1).setSum(7));
        assertThat(points(plain)).extracting(DataPoint::metric).containsExactly("h.count", "h.sum");
        assertThat(points(plain).get(0).value()).isEqualTo(0x1p64);
        withoutValue(histogram(point -> point.addBucketCounts(1).addBucketCounts(2)));
        withoutValue(histogram(
                point -> point.addAllBucketCounts(List.of(1L, 1L, 1L)).addAllExplicitBounds(List.of(2.0, 1.0))));
        withoutValue(histogram(point -> point.addBucketCounts(-1)));
        withoutValue(histogram(point -> point.addBucketCounts(1L << 54)));
    }

    @Test
    void attributesThatAreNoTextsAreLeftOutAndLongOnesStayDifferent() throws IOException {
        NumberDataPoint.Builder point = number().setAsInt(1);
        attribute(
                point,
                "list",
                AnyValue.newBuilder()
                        .setArrayValue(ArrayValue.newBuilder()
                                .addValues(AnyValue.newBuilder().setStringValue("a"))
                                .addValues(AnyValue.newBuilder().setIntValue(2))));
        attribute(point, "map", AnyValue.newBuilder().setKvlistValue(KeyValueList.getDefaultInstance()));
        attribute(point, "bytes", AnyValue.newBuilder().setBytesValue(ByteString.EMPTY));
        attribute(point, "none", AnyValue.newBuilder());
        attribute(point, "one", AnyValue.newBuilder().setStringValue("x".repeat(300) + 1));
        attribute(point, "two", AnyValue.newBuilder().setStringValue("x".repeat(300) + 2));
        Map<String, String> dimensions = points(gauge("a", point)).get(0).dimensions();
        assertThat(dimensions).containsOnlyKeys("list", "one", "two").containsEntry("list", "a,2");
        assertThat(dimensions.get("one")).hasSize(256).isNotEqualTo(dimensions.get("two"));
    }

    @Test
    void moreThanARecordMayHaveIsRefused() {
        NumberDataPoint.Builder[] points = IntStream.rangeClosed(0, DataPoint.MOST_PER_RECORD)
                .mapToObj(i -> number().setAsInt(i))
                .toArray(NumberDataPoint.Builder[]::new);
        refused(gauge("many", points), "dataPoints", "10000", "send_batch_max_size");
        NumberDataPoint.Builder crowded = number().setAsInt(1);
        for (int i = 0; i <= OtlpAttributes.MOST; i++) {
            attribute(crowded, "a" + i, AnyValue.newBuilder().setIntValue(i));
        }
        refused(gauge("crowded", crowded), "attributes", "129", "128");
    }

    @Test
    void aTimeOrANameThatIsMissingOrNoMetricsAtAllAreRefused() {
        refused(gauge("timeless", number().setTimeUnixNano(0).setAsInt(1)), "timeless.timeUnixNano", "send the time");
        refused(gauge(" ", number().setAsInt(1)), "name");
        refused(gauge("empty", number()), "empty", "asDouble");
        refused(Metric.newBuilder().setName("nothing").build(), "nothing", "gauge");
        assertThatThrownBy(() -> OtlpMetrics.json("{\"resourceSpans\": []}".getBytes(UTF_8)))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining("metrics");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{\"resourceMetrics\": {}}",
                "{\"resourceMetrics\": [7]}",
                "{\"resourceMetrics\": [{\"schemaUrl\": 7}]}",
                "{\"resourceMetrics\": [{\"scopeMetrics\": [{\"metrics\": [{\"sum\": {\"isMonotonic\": 1}}]}]}]}",
                "{\"resourceMetrics\": [{\"scopeMetrics\": [{\"metrics\": [{\"sum\": {\"aggregationTemporality\": \"x\"}}]}]}]}",
                "{\"resourceMetrics\": [{\"scopeMetrics\": [{\"metrics\": [{\"gauge\": {\"dataPoints\":"
                        + " [{\"timeUnixNano\": \"1e5\"}]}}]}]}]}",
                "{\"resourceMetrics\": [{\"scopeMetrics\": [{\"metrics\": [{\"gauge\": {\"dataPoints\":"
                        + " [{\"timeUnixNano\": 36893488147419103232}]}}]}]}]}",
                "{\"resourceMetrics\": [{\"scopeMetrics\": [{\"metrics\": [{\"gauge\": {\"dataPoints\":"
                        + " [{\"flags\": 4294967297}]}}]}]}]}",
                "{\"resourceMetrics\": [{\"scopeMetrics\": [{\"metrics\": [{\"gauge\": {\"dataPoints\":"
                        + " [{\"asDouble\": \"one\"}]}}]}]}]}"
            })
    void jsonOfAnotherShapeIsRefused(String json) {
        assertThatThrownBy(() -> OtlpMetrics.json(json.getBytes(UTF_8))).isInstanceOf(InvalidUpdateException.class);
    }

    @Test
    void whatIsNestedWithoutEndIsRefused() {
        String open = "{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"a\",\"value\":";
        String deep = open + "{\"arrayValue\":{\"values\":[".repeat(120) + "{}" + "]}}".repeat(120) + "}]}}]}";
        assertThatThrownBy(() -> OtlpMetrics.json(deep.getBytes(UTF_8))).isInstanceOf(InvalidUpdateException.class);
        byte[] unclosed = "[".repeat(200_000).getBytes(UTF_8);
        assertThatThrownBy(() -> OtlpMetrics.json(unclosed)).isInstanceOf(IOException.class);
        AnyValue value = AnyValue.getDefaultInstance();
        for (int i = 0; i < 200; i++) {
            value = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(value))
                    .build();
        }
        NumberDataPoint.Builder point = number().setAsInt(1);
        attribute(point, "deep", value.toBuilder());
        byte[] bytes = bytes(gauge("a", point));
        assertThatThrownBy(() -> OtlpMetrics.proto(bytes)).isInstanceOf(IOException.class);
    }

    private static List<DataPoint> points(Metric... metrics) throws IOException {
        return OtlpMetrics.proto(bytes(metrics));
    }

    private static void withoutValue(Metric metric) throws IOException {
        assertThat(points(metric))
                .extracting(DataPoint::kind, DataPoint::value, DataPoint::distribution)
                .containsExactly(tuple(PointKind.GAUGE, Double.NaN, null));
    }

    private static void refused(Metric metric, CharSequence... told) {
        byte[] bytes = bytes(metric);
        assertThatThrownBy(() -> OtlpMetrics.proto(bytes))
                .isInstanceOf(InvalidUpdateException.class)
                .message()
                .contains(told);
    }
}
