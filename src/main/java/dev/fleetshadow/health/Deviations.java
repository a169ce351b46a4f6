package dev.fleetshadow.health;

import dev.fleetshadow.detection.Subspace;
import dev.fleetshadow.profile.Distances;
import dev.fleetshadow.profile.Memories;
import dev.fleetshadow.profile.ResourceProfile;
import java.util.Map;

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
    private static final double KNOWN_DAYS = 2;
    private static final double NEWCOMER_DAYS = 0.25;

    double[] value = {};
    boolean[] present = {};
    double[] mediumResidual = {};
    double[] shortResidual = {};
    double[] total = {};
    int presentCount;
    int judgedCount;
    private boolean[] judged = {};
    private double[] learned = {};
    private final Distances distances = new Distances();

    /**
     * Takes in the values of one update.
     *
     * @return whether the profile has a column for every metric of the update
     */
    boolean take(ResourceProfile profile, Map<String, Double> metrics) {
        int size = profile.size();
        ensure(size);
        presentCount = 0;
        for (int j = 0; j < size; j++) {
            Double reported = metrics.get(profile.metric(j));
            present[j] = reported != null;
            value[j] = reported == null ? Double.NaN : reported;
            presentCount += present[j] ? 1 : 0;
        }
        return presentCount == metrics.size();
    }

    /** Scores the values against the shadow as it was before them; learns the subspaces. */
    void measure(ResourceShadow shadow) {
        Memories memories = shadow.profile.memories();
        judgedCount = 0;
        for (int j = 0; j < shadow.profile.size(); j++) {
            judged[j] = present[j] && !newcomer(shadow.profile, j);
            if (judged[j]) {
                judgedCount++;
                measure(memories, j);
            } else {
                mediumResidual[j] = shortResidual[j] = total[j] = 0;
            }
        }
        unexplained(shadow, shadow.mediumSubspace, mediumResidual);
        unexplained(shadow, shadow.shortSubspace, shortResidual);
    }

    /**
     * Whether a metric joined a resource that was already known, a few hours ago: what is known of it is so little that
     * everything about it would look unusual.
     */
    private static boolean newcomer(ResourceProfile profile, int j) {
        double recordsPerDay = profile.cadence().recordsPerDay();
        int learned = profile.memories().count(j);
        return learned < NEWCOMER_DAYS * recordsPerDay && profile.records() - learned > KNOWN_DAYS * recordsPerDay;
    }

    /** Mean contribution of the metrics judged. */
    double raw(int size) {
        double sum = 0;
        for (int j = 0; j < size; j++) {
            sum += total[j];
        }
        return sum / judgedCount;
    }

    static double weight(double sigmas) {
        double magnitude = Math.min(Math.abs(sigmas), CAP);
        return magnitude * magnitude * Math.sqrt(magnitude);
    }

    private void measure(Memories memories, int j) {
        memories.measure(j, value[j], distances);
        mediumResidual[j] = distances.fromMedium;
        shortResidual[j] = distances.fromShort;
        total[j] = weight(distances.fromShort)
                + weight(distances.fromVeryShort)
                + weight(distances.fromMedium)
                + weight(distances.fromLong);
    }

    private void unexplained(ResourceShadow shadow, Subspace subspace, double[] residual) {
        int size = shadow.profile.size();
        for (int j = 0; j < size; j++) {
            learned[j] = clip(residual[j], Subspace.LEARN_CAP);
            residual[j] = clip(residual[j], CAP);
        }
        double recordsPerDay = shadow.profile.cadence().recordsPerDay();
        boolean tracked = subspace.score(residual, learned, judged, shadow.profile.records(), recordsPerDay);
        for (int j = 0; j < size; j++) {
            if (!tracked || !judged[j]) {
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
        judged = new boolean[size];
        mediumResidual = new double[size];
        shortResidual = new double[size];
        total = new double[size];
        learned = new double[size];
    }
}
