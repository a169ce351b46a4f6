package dev.fleetshadow.diagnosis;

import dev.fleetshadow.health.HealthReport;
import java.io.Serializable;

/**
 * One step of a failure: what must hold, and for how many reports in a row until it counts.
 *
 * @param or is enough as well; {@code null} if there is no such alternative
 * @param heldFor consecutive reports, ≥ 1
 */
public record Stage(Condition when, Condition or, int heldFor) implements Serializable {

    public Stage {
        if (heldFor < 1) {
            throw new IllegalArgumentException("a stage is held for at least one report, not " + heldFor);
        }
    }

    /** A stage without an alternative. */
    public Stage(Condition when, int heldFor) {
        this(when, null, heldFor);
    }

    boolean holds(HealthReport report) {
        return when.holds(report) || (or != null && or.holds(report));
    }

    /** The condition to explain the report by. */
    Condition telling(HealthReport report) {
        return or != null && or.holds(report) && !when.holds(report) ? or : when;
    }
}
