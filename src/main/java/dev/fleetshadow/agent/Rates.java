package dev.fleetshadow.agent;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Makes rates of counters, from two readings each. A first reading gives none, and neither does one that fell: then the
 * counter began anew, and nobody knows from when.
 *
 * <p>Remembers what was read in the last round only.
 */
final class Rates {

    private static final double NANOS = 1e9;

    private Map<String, Double> before = new HashMap<>();
    private Map<String, Double> now = new HashMap<>();
    private long beforeNanos;
    private long nowNanos;

    /** Begins a round of readings at a time of a clock that never goes back. */
    void begin(long nanos) {
        before = now;
        beforeNanos = nowNanos;
        now = new HashMap<>();
        nowNanos = nanos;
    }

    /** How much it grew since the round before. */
    OptionalDouble growth(String counter, double value) {
        now.put(counter, value);
        Double earlier = before.get(counter);
        return earlier == null || !(value >= earlier) ? OptionalDouble.empty() : OptionalDouble.of(value - earlier);
    }

    OptionalDouble perSecond(String counter, double value) {
        OptionalDouble growth = growth(counter, value);
        double seconds = seconds();
        return growth.isEmpty() || seconds <= 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(growth.getAsDouble() / seconds);
    }

    /** Since the round before. */
    double seconds() {
        return (nowNanos - beforeNanos) / NANOS;
    }
}
