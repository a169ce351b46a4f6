package dev.fleetshadow.diagnosis;

import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.telemetry.Glob;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Says of one health report whether it looks like a stage of a failure; everything that is asked for must hold.
 *
 * <p>A silent resource's report holds nothing but silence: the score in it is an old one.
 */
public record Condition(ScoreAsked score, MetricsAsked metrics, StateAsked state, ForeseenAsked foreseen)
        implements Serializable {

    public boolean holds(Seen seen) {
        HealthReport report = seen.report();
        if (!state.holds(report)) {
            return false;
        }
        return state.silent() || (score.holds(seen) && metrics.holds(report) && foreseen.holds(report));
    }

    /** When what this condition is about reaches its limit, as far as its metrics are named and heading there. */
    Optional<TimeToLimit> timeToLimit(HealthReport report) {
        Breach breach = foreseen.breach();
        List<Glob> about = breach == null ? metrics.carried().metrics() : breach.of();
        return breach == null && about.isEmpty() ? Optional.empty() : Breach.firstOf(about, report);
    }
}
