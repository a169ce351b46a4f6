package dev.fleetshadow.forecast;

import dev.fleetshadow.telemetry.Glob;
import java.io.Serializable;

/**
 * A value that a metric must not reach.
 *
 * @param value in the metric's unit, finite
 * @param falling whether it is reached from above, as by free space, and not from below
 */
public record Limit(Glob metric, double value, boolean falling) implements Serializable {

    public Limit {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a limit must be finite, not " + value);
        }
    }
}
