package dev.fleetshadow.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.commons.math3.stat.regression.SimpleRegression;

/**
 * Predicts for a simulated agent when a utilization reaches its limit, by a straight line through the last hour.
 *
 * <p>Speaks only of a line that explains at least {@value #LEAST_R_SQUARED} of the variance, rose by at least
 * {@value #LEAST_RISE} and hits the limit within half a day: ordinary load never does.
 */
final class Trend {

    private static final int POINTS = 60;
    private static final double LEAST_R_SQUARED = 0.9;
    private static final double LEAST_RISE = 0.04;
    private static final double LIMIT = 0.97;
    private static final Duration FARTHEST = Duration.ofHours(12);

    private final double[] values = new double[POINTS];
    private int seen;

    /**
     * When the limit is reached, and how sure that is.
     *
     * @param probability 0..1
     */
    record Breach(Instant at, double probability) {}

    void add(double value) {
        values[seen++ % POINTS] = value;
    }

    void clear() {
        seen = 0;
    }

    void continueFrom(Trend other) {
        System.arraycopy(other.values, 0, values, 0, POINTS);
        seen = other.seen;
    }

    Optional<Breach> breach(Instant now, Duration interval) {
        if (seen < POINTS) {
            return Optional.empty();
        }
        SimpleRegression line = new SimpleRegression();
        for (int i = 0; i < POINTS; i++) {
            line.addData(i, values[(seen + i) % POINTS]);
        }
        double slope = line.getSlope();
        double stepsLeft = (LIMIT - line.predict(POINTS - 1.0)) / slope;
        if (slope * POINTS < LEAST_RISE || line.getRSquare() < LEAST_R_SQUARED || stepsLeft < 0) {
            return Optional.empty();
        }
        Duration left = Duration.ofMillis((long) (stepsLeft * interval.toMillis()));
        return left.compareTo(FARTHEST) > 0
                ? Optional.empty()
                : Optional.of(new Breach(now.plus(left), line.getRSquare()));
    }
}
