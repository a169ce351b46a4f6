package dev.fleetshadow.codec;

import dev.fleetshadow.gather.DataPoint;
import dev.fleetshadow.gather.PointKind;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import io.opentelemetry.proto.metrics.v1.MetricsData;
import java.io.IOException;
import java.util.List;

/**
 * Reads what the OpenTelemetry Collector's Kafka exporter writes ({@code otlp_proto}, {@code otlp_json}), so that a fleet
 * that is already measured needs no further agent.
 *
 * <p>Sums that may fall are levels. Of one that tells only its changes since the last record the level is not known: its
 * points have no value, like those without a temporality and histograms that contradict themselves. OpenTelemetry asks its
 * SDKs never to send such sums. What has no time or no name is left out, and a record of which nothing is left refused. What
 * is marked as not recorded is no point, and who measured (the scope) is not told apart.
 */
public final class OtlpMetrics {

    private OtlpMetrics() {}

    /** Reads an ExportMetricsServiceRequest, which is written like MetricsData. */
    public static List<DataPoint> proto(byte[] bytes) throws IOException {
        return points(MetricsData.parseFrom(bytes));
    }

    /** Reads the same as OTLP/JSON. */
    public static List<DataPoint> json(byte[] bytes) throws IOException {
        return points(OtlpJson.read(bytes));
    }

    private static List<DataPoint> points(MetricsData data) {
        if (data.getResourceMetricsCount() == 0) {
            throw new InvalidUpdateException("resourceMetrics", "nothing", "send an OTLP request with metrics");
        }
        OtlpPoints points = new OtlpPoints();
        for (var ofResource : data.getResourceMetricsList()) {
            points.of(OtlpAttributes.texts(ofResource.getResource().getAttributesList()));
            for (var ofScope : ofResource.getScopeMetricsList()) {
                ofScope.getMetricsList().forEach(points::add);
            }
        }
        return points.list();
    }

    /** The kind of a sum; {@code null} if nothing can be made of it. */
    static PointKind kind(int temporality, boolean monotonic) {
        return switch (temporality) {
            case OtlpPoints.CUMULATIVE -> monotonic ? PointKind.CUMULATIVE : PointKind.GAUGE;
            case OtlpPoints.DELTA -> monotonic ? PointKind.DELTA : null;
            default -> null;
        };
    }
}
