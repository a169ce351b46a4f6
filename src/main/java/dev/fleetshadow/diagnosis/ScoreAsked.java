package dev.fleetshadow.diagnosis;

import dev.fleetshadow.health.HealthReport;
import java.io.Serializable;

/**
 * Asks for a score that is low, or that has fallen; of a resource not watched for long enough neither is believed.
 *
 * @param below the score must be below this, 0..{@link #HEALTHY_FROM}; {@code NaN} asks nothing
 * @param fallingBy the score must lie at least so many points below one of the last reports, 1..100; {@code NaN} asks
 *     nothing
 * @param fallingWithin so many last reports, 1..{@value #LONGEST_FALL}
 */
public record ScoreAsked(double below, double fallingBy, int fallingWithin) implements Serializable {

    /** Where the healthy band begins; healthy reports are not watched. */
    public static final double HEALTHY_FROM = 70;

    public static final int LONGEST_FALL = 10;

    public static final ScoreAsked NOTHING = new ScoreAsked(Double.NaN, Double.NaN, 1);

    public ScoreAsked {
        if (below < 0 || below > HEALTHY_FROM) {
            throw new IllegalArgumentException(
                    "a score is asked to be below 0..%s, not %s".formatted(HEALTHY_FROM, below));
        }
        if (fallingBy < 1 || fallingBy > 100) {
            throw new IllegalArgumentException("a score falls by 1..100 points, not " + fallingBy);
        }
        if (fallingWithin < 1 || fallingWithin > LONGEST_FALL) {
            throw new IllegalArgumentException(
                    "a score falls within 1..%d reports, not %d".formatted(LONGEST_FALL, fallingWithin));
        }
    }

    static ScoreAsked below(double score) {
        return new ScoreAsked(score, Double.NaN, 1);
    }

    /** Whether it matters what the score was before. */
    boolean asksForAFall() {
        return !Double.isNaN(fallingBy);
    }

    boolean holds(Seen seen) {
        HealthReport report = seen.report();
        boolean low = Double.isNaN(below) || (report.established() && report.score() < below);
        return low && (!asksForAFall() || (report.established() && seen.fall(fallingWithin) >= fallingBy));
    }
}
