package dev.fleetshadow.health;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Autocorrelated noise around fixed levels: six metrics of a resource with which nothing is wrong. */
final class Noise {

    static final int METRICS = 6;
    private static final double PERSISTENCE = 0.8;

    private final Random random;
    private final double[] state = new double[METRICS];

    Noise(long seed) {
        random = new Random(seed);
    }

    Map<String, Double> next() {
        Map<String, Double> metrics = new HashMap<>();
        for (int j = 0; j < METRICS; j++) {
            state[j] = PERSISTENCE * state[j] + random.nextGaussian();
            metrics.put("metric-" + j, 100.0 * (j + 1) + state[j]);
        }
        return metrics;
    }
}
