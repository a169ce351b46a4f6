package dev.fleetshadow.effect;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Says how often something comes true, and how sure that is after so few trials: a Beta posterior over a uniform prior.
 *
 * @param hits times it did
 * @param misses times it did not
 */
public record Proportion(long hits, long misses) {

    private static final double PRIOR = 1;
    private static final double TAIL = 0.05;

    public Proportion {
        if (hits < 0 || misses < 0) {
            throw new IllegalArgumentException("counts are not negative: %d of %d".formatted(hits, hits + misses));
        }
    }

    public long trials() {
        return hits + misses;
    }

    /** What to expect of the next trial, 0..1. */
    public double mean() {
        return (PRIOR + hits) / (2 * PRIOR + hits + misses);
    }

    /** Nineteen of twenty times it comes true more often than this. */
    public double lower() {
        return posterior(null).inverseCumulativeProbability(TAIL);
    }

    /** Nineteen of twenty times it comes true less often than this. */
    public double upper() {
        return posterior(null).inverseCumulativeProbability(1 - TAIL);
    }

    /** One draw from the posterior, 0..1. */
    double sample(RandomGenerator random) {
        return posterior(random).sample();
    }

    private BetaDistribution posterior(RandomGenerator random) {
        return new BetaDistribution(random, PRIOR + hits, PRIOR + misses);
    }
}
