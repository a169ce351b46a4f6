package dev.fleetshadow.diagnosis;

import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.telemetry.Glob;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Asks whether a metric is about to reach its limit.
 *
 * @param within at most this long after the report, if the trend goes on as it is; positive
 * @param of only these metrics count; empty takes any
 */
public record Breach(Duration within, List<Glob> of) implements Serializable {

    public Breach {
        of = List.copyOf(of);
        if (within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException("a breach is predicted within a positive time, not " + within);
        }
    }

    boolean predictedBy(HealthReport report) {
        return firstOf(of, report)
                .filter(time -> !time.likely().isAfter(report.observedAt().plus(within)))
                .isPresent();
    }

    /** The first limit to be reached by one of these metrics, or by any if none is named. */
    static Optional<TimeToLimit> firstOf(List<Glob> metrics, HealthReport report) {
        return report.timesToLimit().stream()
                .filter(time -> metrics.isEmpty() || Glob.anyMatches(metrics, time.metric()))
                .min((one, other) -> one.likely().compareTo(other.likely()));
    }
}
