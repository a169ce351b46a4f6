package dev.fleetshadow.simulator;

import java.util.HashMap;
import java.util.Map;

/**
 * What goes on around a resource that is no fault of its own.
 *
 * @param marks that it leaves on the metrics
 * @param cutOff whether nobody reaches the resource: it is out of service, and neither reports nor reads commands
 * @param unheard whether reports get lost although all is well
 * @param factors by metric, of what a changed collector makes of the values
 */
record Surroundings(Marks marks, boolean cutOff, boolean unheard, Map<String, Double> factors) {

    static final Surroundings CALM = new Surroundings(Marks.NONE, false, false, Map.of());

    Surroundings and(Surroundings other) {
        Map<String, Double> both = new HashMap<>(factors);
        other.factors.forEach((metric, factor) -> both.merge(metric, factor, (one, two) -> one * two));
        return new Surroundings(marks.and(other.marks), cutOff || other.cutOff, unheard || other.unheard, both);
    }

    /** The metrics as they arrive. */
    Map<String, Double> measured(Map<String, Double> metrics) {
        if (factors.isEmpty()) {
            return metrics;
        }
        Map<String, Double> measured = new HashMap<>(metrics);
        factors.forEach((metric, factor) -> measured.computeIfPresent(metric, (name, value) -> value * factor));
        return measured;
    }
}
