package dev.fleetshadow.codec;

import dev.fleetshadow.gather.DataPoint;
import dev.fleetshadow.gather.Distribution;
import dev.fleetshadow.gather.PointKind;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects the points of one OpenTelemetry request, and remembers the first that could not be made one. */
final class OtlpPoints {

    static final int DELTA = AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA_VALUE;
    static final int CUMULATIVE = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE_VALUE;

    private static final long NANOS = 1_000_000_000;

    private final List<DataPoint> points = new ArrayList<>();
    private Map<String, String> source = Map.of();
    private int seen;
    private InvalidUpdateException first;

    /** Where, when and of what a point is. */
    private record Frame(String metric, Map<String, String> dimensions, PointKind kind, Instant at, Instant since) {

        Frame also(String suffix) {
            return new Frame(metric + suffix, dimensions, kind, at, since);
        }

        Frame with(String dimension, String value) {
            Map<String, String> more = new HashMap<>(dimensions);
            more.put(dimension, value);
            return new Frame(metric, more, PointKind.GAUGE, at, null);
        }
    }

    /** The attributes of who the next metrics are of. */
    void of(Map<String, String> attributes) {
        source = Map.copyOf(attributes);
    }

    List<DataPoint> list() {
        if (points.isEmpty() && first != null) {
            throw first;
        }
        return points;
    }

    void add(Metric metric) {
        String name = metric.getName();
        switch (metric.getDataCase()) {
            case GAUGE -> metric.getGauge().getDataPointsList().forEach(point -> number(name, PointKind.GAUGE, point));
            case SUM -> {
                PointKind kind = OtlpMetrics.kind(
                        metric.getSum().getAggregationTemporalityValue(),
                        metric.getSum().getIsMonotonic());
                metric.getSum().getDataPointsList().forEach(point -> number(name, kind, point));
            }
            case HISTOGRAM -> {
                PointKind kind = OtlpMetrics.kind(metric.getHistogram().getAggregationTemporalityValue(), true);
                metric.getHistogram().getDataPointsList().forEach(point -> histogram(name, kind, point));
            }
            case EXPONENTIAL_HISTOGRAM -> {
                PointKind kind =
                        OtlpMetrics.kind(metric.getExponentialHistogram().getAggregationTemporalityValue(), true);
                metric.getExponentialHistogram().getDataPointsList().forEach(point -> exponential(name, kind, point));
            }
            case SUMMARY -> metric.getSummary().getDataPointsList().forEach(point -> summary(name, point));
            case DATA_NOT_SET -> leaveOut(name, "no data", "send a gauge, a sum, a histogram or a summary");
        }
    }

    private void number(String metric, PointKind kind, NumberDataPoint point) {
        frame(metric, kind, point.getAttributesList(), point.getStartTimeUnixNano(), point.getTimeUnixNano())
                .filter(frame -> recorded(point.getFlags()))
                .ifPresent(frame -> {
                    switch (point.getValueCase()) {
                        case AS_DOUBLE -> value(frame, point.getAsDouble());
                        case AS_INT -> value(frame, (double) point.getAsInt());
                        case VALUE_NOT_SET -> leaveOut(metric, "no value", "send asDouble or asInt");
                    }
                });
    }

    private void histogram(String metric, PointKind kind, HistogramDataPoint point) {
        frame(metric, kind, point.getAttributesList(), point.getStartTimeUnixNano(), point.getTimeUnixNano())
                .filter(frame -> recorded(point.getFlags()))
                .ifPresent(frame -> {
                    if (point.getBucketCountsCount() == 0) {
                        value(frame.also(".count"), unsigned(point.getCount()));
                        if (point.hasSum()) {
                            value(frame.also(".sum"), point.getSum());
                        }
                    } else {
                        distribution(frame, () -> OtlpDistribution.of(point));
                    }
                });
    }

    private void exponential(String metric, PointKind kind, ExponentialHistogramDataPoint point) {
        frame(metric, kind, point.getAttributesList(), point.getStartTimeUnixNano(), point.getTimeUnixNano())
                .filter(frame -> recorded(point.getFlags()))
                .ifPresent(frame -> distribution(frame, () -> OtlpDistribution.of(point)));
    }

    private void summary(String metric, SummaryDataPoint point) {
        frame(
                        metric,
                        PointKind.CUMULATIVE,
                        point.getAttributesList(),
                        point.getStartTimeUnixNano(),
                        point.getTimeUnixNano())
                .filter(frame -> recorded(point.getFlags()))
                .ifPresent(frame -> {
                    value(frame.also(".count"), unsigned(point.getCount()));
                    value(frame.also(".sum"), point.getSum());
                    point.getQuantileValuesList().forEach(quantile -> {
                        count();
                        value(frame.with("quantile", Double.toString(quantile.getQuantile())), quantile.getValue());
                    });
                });
    }

    private Optional<Frame> frame(
            String metric, PointKind kind, List<KeyValue> attributes, long sinceNanos, long atNanos) {
        count();
        if (metric.isBlank()) {
            leaveOut("name", "a blank", "name the metric");
        } else if (atNanos == 0) {
            leaveOut(metric + ".timeUnixNano", "0", "send the time of the point");
        } else {
            Instant at = instant(atNanos);
            Instant since = sinceNanos == 0 ? at : instant(sinceNanos);
            boolean told = kind != PointKind.GAUGE && since.isBefore(at);
            return Optional.of(new Frame(metric, OtlpAttributes.texts(attributes), kind, at, told ? since : null));
        }
        return Optional.empty();
    }

    private void count() {
        seen++;
        if (seen > DataPoint.MOST_PER_RECORD) {
            throw new InvalidUpdateException(
                    "dataPoints",
                    "more than " + DataPoint.MOST_PER_RECORD,
                    "send smaller batches (send_batch_max_size of the Collector's batch processor)");
        }
    }

    private void value(Frame frame, double value) {
        point(frame, value, null);
    }

    private void distribution(Frame frame, Supplier<Distribution> reading) {
        Distribution distribution;
        try {
            distribution = reading.get();
        } catch (InvalidUpdateException contradictory) {
            unusable(frame);
            return;
        }
        point(frame, 0, distribution);
    }

    /** Named, so that it can be told that there is something that cannot be used. */
    private void unusable(Frame frame) {
        point(new Frame(frame.metric(), frame.dimensions(), PointKind.GAUGE, frame.at(), null), Double.NaN, null);
    }

    private void point(Frame frame, double value, Distribution distribution) {
        if (frame.kind() == null) {
            unusable(frame);
            return;
        }
        points.add(new DataPoint(
                source,
                OtlpAttributes.fitting(frame.metric()),
                frame.dimensions(),
                frame.kind(),
                frame.at(),
                frame.since(),
                value,
                distribution));
    }

    private void leaveOut(String field, String value, String remedy) {
        first = first == null ? new InvalidUpdateException(OtlpAttributes.fitting(field), value, remedy) : first;
    }

    private static boolean recorded(int flags) {
        return (flags & DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE) == 0;
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Long.divideUnsigned(nanos, NANOS), Long.remainderUnsigned(nanos, NANOS));
    }

    private static double unsigned(long count) {
        return (count >>> 1) * 2.0 + (count & 1);
    }
}
