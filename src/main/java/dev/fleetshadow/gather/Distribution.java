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

    /** Of all buckets. */
    public double count() {
        return counts.stream().mapToDouble(Long::doubleValue).sum();
    }

    /**
     * Below which value the share of all counted ones lies, as if they lay evenly within each bucket; of the last bucket,
     * which has no end, where it begins. NaN if nothing tells.
     */
    public double quantile(double share) {
        double below = 0;
        double wanted = share * count();
        for (int bucket = 0; bucket < bounds.size() && wanted > 0; bucket++) {
            double within = counts.get(bucket);
            if (below + within >= wanted) {
                double upper = bounds.get(bucket);
                double lower = bucket == 0 ? Math.min(0, upper) : bounds.get(bucket - 1);
                return lower + (upper - lower) * (wanted - below) / within;
            }
            below += within;
        }
        return wanted > 0 && !bounds.isEmpty() ? bounds.get(bounds.size() - 1) : Double.NaN;
    }
}
