package dev.fleetshadow.gather;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.util.List;

/**
 * A histogram with explicit bounds, as one data point carries it.
 *
 * @param bounds upper bounds of all buckets but the last, finite and rising, at most {@value #MOST_BOUNDS}
 * @param counts one more than bounds, none negative
 */
public record Distribution(List<Double> bounds, List<Long> counts) {

    public static final int MOST_BOUNDS = 320;

    public Distribution {
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
        if (bounds.size() > MOST_BOUNDS) {
            throw new InvalidUpdateException(
                    "histogram.bounds", bounds.size() + " bounds", "send at most " + MOST_BOUNDS);
        }
        if (counts.size() != bounds.size() + 1) {
            throw new InvalidUpdateException(
                    "histogram.counts", counts.size() + " counts", "send one more than there are bounds");
        }
        if (counts.stream().anyMatch(count -> count < 0)) {
            throw new InvalidUpdateException("histogram.counts", "a negative count", "send counts from 0");
        }
        for (int i = 0; i < bounds.size(); i++) {
            double previous = i == 0 ? Double.NEGATIVE_INFINITY : bounds.get(i - 1);
            if (!Double.isFinite(bounds.get(i)) || bounds.get(i) <= previous) {
                throw new InvalidUpdateException(
                        "histogram.bounds", bounds.get(i).toString(), "send rising bounds");
            }
        }
    }
}
