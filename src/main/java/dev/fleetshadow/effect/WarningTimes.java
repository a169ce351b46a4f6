package dev.fleetshadow.effect;

import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Remembers how long before failures warnings came, in bounded room: counts in classes that are {@value #WIDTH} wide in
 * proportion, so that a quantile is right to within half of that however many there were.
 */
final class WarningTimes {

    /** From a second to a day these are some 575 classes. */
    private static final double WIDTH = 0.02;

    private static final double LOG_WIDTH = Math.log1p(WIDTH);
    private final TreeMap<Integer, Long> counts = new TreeMap<>();
    private long total;

    void add(Duration warning) {
        double seconds = Math.max(1, warning.toMillis() / 1000.0);
        counts.merge((int) Math.floor(Math.log(seconds) / LOG_WIDTH), 1L, Long::sum);
        total++;
    }

    /** The time that a share {@code share} of the warnings did not exceed; empty without any. */
    Optional<Duration> quantile(double share) {
        long wanted = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (var entry : counts.entrySet()) {
            seen += entry.getValue();
            if (seen >= wanted) {
                double middle = Math.exp((entry.getKey() + 0.5) * LOG_WIDTH);
                return Optional.of(Duration.ofSeconds(Math.round(middle)));
            }
        }
        return Optional.empty();
    }
}
