package dev.fleetshadow.health;

import dev.fleetshadow.detection.Subspace;
import dev.fleetshadow.profile.Memories;
import dev.fleetshadow.profile.Memory;
import dev.fleetshadow.telemetry.StatusUpdate;

/**
 * Holds how far every metric of one record lies from what was expected, through every channel.
 *
 * <p>A channel's deviation {@code z} adds {@code min(|z|, 15)^2.5} to its metric: magnitude matters, but no single metric
 * may dominate. The two channels that look for what other metrics do not explain count double. Reused for every record
 * of an operator; holds nothing between records.
 */
final class Deviations {

    static final double CAP = 15;
    private static final double UNEXPLAINED_WEIGHT = 2;

    double[] value = {};
    boolean[] present = {};
    double[] medium = {};
    double[] mediumResidual = {};
    double[] shortResidual = {};
    double[] total = {};
    int presentCount;
    private double[] learned = {};

    /** Scores one update against the shadow as it was before the update; learns the subspaces. */
    void measure(ResourceShadow shadow, StatusUpdate update) {
        int size = shadow.profile.size();
        ensure(size);
        presentCount = 0;
        Memories memories = shadow.profile.memories();
        for (int j = 0; j < size; j++) {
            Double reported = update.metrics().get(shadow.profile.metric(j));
            present[j] = reported != null;
            value[j] = reported == null ? Double.NaN : reported;
            if (present[j]) {
                presentCount++;
                measure(memories, j);
            } else {
                medium[j] = mediumResidual[j] = shortResidual[j] = total[j] = 0;
            }
        }
        unexplained(shadow, Memory.MEDIUM, mediumResidual);
        unexplained(shadow, Memory.SHORT, shortResidual);
    }

    /** Mean contribution of the metrics present. */
    double raw(int size) {
        double sum = 0;
        for (int j = 0; j < size; j++) {
            sum += total[j];
        }
        return sum / presentCount;
    }

    static double weight(double sigmas) {
        double magnitude = Math.min(Math.abs(sigmas), CAP);
        return magnitude * magnitude * Math.sqrt(magnitude);
    }

    private void measure(Memories memories, int j) {
        double shortSigmas = memories.sigmas(j, Memory.SHORT, value[j]);
        medium[j] = memories.sigmas(j, Memory.MEDIUM, value[j]);
        mediumResidual[j] = medium[j];
        shortResidual[j] = shortSigmas;
        total[j] = weight(shortSigmas)
                + weight(memories.sigmas(j, Memory.VERY_SHORT, value[j]))
                + weight(medium[j])
                + weight(memories.sigmas(j, Memory.LONG, value[j]));
    }

    private void unexplained(ResourceShadow shadow, Memory memory, double[] residual) {
        int size = shadow.profile.size();
        for (int j = 0; j < size; j++) {
            learned[j] = clip(residual[j], Subspace.LEARN_CAP);
            residual[j] = clip(residual[j], CAP);
        }
        double recordsPerDay = shadow.profile.cadence().recordsPerDay();
        Subspace subspace = memory == Memory.MEDIUM ? shadow.mediumSubspace : shadow.shortSubspace;
        boolean tracked = subspace.score(residual, learned, present, shadow.profile.records(), recordsPerDay);
        for (int j = 0; j < size; j++) {
            if (!tracked || !present[j]) {
                residual[j] = 0;
            }
            total[j] += UNEXPLAINED_WEIGHT * weight(residual[j]);
        }
    }

    private static double clip(double sigmas, double limit) {
        return Math.max(-limit, Math.min(limit, sigmas));
    }

    private void ensure(int size) {
        if (value.length >= size) {
            return;
        }
        value = new double[size];
        present = new boolean[size];
        medium = new double[size];
        mediumResidual = new double[size];
        shortResidual = new double[size];
        total = new double[size];
        learned = new double[size];
    }
}
