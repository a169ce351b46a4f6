package dev.fleetshadow.codec;

import dev.fleetshadow.detection.Opinion;
import dev.fleetshadow.forecast.Forecast;
import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.health.Channel;
import dev.fleetshadow.health.Contribution;
import dev.fleetshadow.health.DataQuality;
import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Incident;
import dev.fleetshadow.health.Prediction;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A health report with everything in it, and one with nothing. */
final class Healths {

    static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private Healths() {}

    static HealthReport full() {
        return new HealthReport(
                new Resource("web-1", "service", "web/zone-1", Map.of("rack", "r12")),
                AT,
                ResourceStatus.DEGRADED,
                HealthLevel.CRITICAL,
                21.5,
                900,
                44.25,
                List.of(
                        new Contribution("memory", 0.9, 0.5, 6.14, Channel.TWO_DAYS, 0.7),
                        new Contribution("latency", 2, 1, -3, Channel.SHORT_CHANGE, 0.2)),
                List.of(),
                List.of(new Forecast("memory", 60.5, 0.91, 0.9, 0.92, "damped-holt")),
                List.of(new TimeToLimit(
                        "memory", 1, AT.plusSeconds(1800), AT.plusSeconds(3600), AT.plusSeconds(7200), 0.95)),
                new Prediction("memory-exhaustion", 0.8, AT.plusSeconds(3600), "resource", "m/1"),
                new DataQuality(12.5, 1, 2, List.of("bad"), 0.9),
                new Opinion("one-class-svm", 2.75, 0.625),
                new Incident(AT.minusSeconds(7200), false),
                48.25,
                0,
                true);
    }

    static HealthReport learning() {
        return new HealthReport(
                Resource.of("web-1", "web"),
                AT,
                ResourceStatus.RUNNING,
                HealthLevel.LEARNING,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                null,
                new DataQuality(0, 0, 0, List.of(), 0),
                null,
                null,
                Double.NaN,
                7,
                false);
    }
}
