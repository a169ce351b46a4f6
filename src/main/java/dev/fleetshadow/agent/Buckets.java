package dev.fleetshadow.agent;

import dev.fleetshadow.gather.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Collects the buckets of one histogram, of which each is exposed with all that lies below it. */
final class Buckets {

    private final TreeMap<Double, Double> upTo = new TreeMap<>();

    /** Takes what lies up to a bound, as it is written. */
    void add(String bound, double count) {
        try {
            upTo.put(bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound), count);
        } catch (NumberFormatException e) {
            upTo.put(Double.NaN, count);
        }
    }

    /** Empty where the buckets do not make up a histogram. */
    Optional<Distribution> distribution() {
        List<Double> bounds = new ArrayList<>(upTo.size());
        List<Long> counts = new ArrayList<>(upTo.size());
        double below = 0;
        for (Map.Entry<Double, Double> bucket : upTo.entrySet()) {
            if (!(bucket.getValue() >= below) || bucket.getValue() > Long.MAX_VALUE) {
                return Optional.empty();
            }
            bounds.add(bucket.getKey());
            counts.add(Math.round(bucket.getValue() - below));
            below = bucket.getValue();
        }
        boolean whole = !upTo.isEmpty() && upTo.lastKey() == Double.POSITIVE_INFINITY;
        if (!whole || upTo.size() > Distribution.MOST_BOUNDS || upTo.firstKey() == Double.NEGATIVE_INFINITY) {
            return Optional.empty();
        }
        return Optional.of(new Distribution(bounds.subList(0, bounds.size() - 1), counts));
    }
}
