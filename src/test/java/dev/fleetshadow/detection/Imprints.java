package dev.fleetshadow.detection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Imprints of contributions around 10, as of a resource with which nothing is wrong. */
final class Imprints {

    private Imprints() {}

    static List<byte[]> usual(long seed, int count, int metrics) {
        Random random = new Random(seed);
        List<byte[]> imprints = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double[] contributions = new double[metrics];
            for (int j = 0; j < metrics; j++) {
                contributions[j] = 10 * Math.exp(0.5 * random.nextGaussian());
            }
            imprints.add(Imprint.of(contributions, metrics));
        }
        return imprints;
    }

    /** Every metric contributes 10, but one. */
    static byte[] with(int metrics, int metric, double contribution) {
        double[] contributions = new double[metrics];
        Arrays.fill(contributions, 10);
        contributions[metric] = contribution;
        return Imprint.of(contributions, metrics);
    }
}
