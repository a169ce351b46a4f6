package dev.fleetshadow.detection;

import dev.fleetshadow.profile.Columns;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.SplittableRandom;

/**
 * Finds the part of each metric's deviation that the other metrics do not explain.
 *
 * <p>A fleet's metrics move together with load; what moves alone is worth more. At most {@value #MOST_COMPONENTS}
 * principal components of the deviations are tracked by candid covariance-free incremental PCA (Weng, Zhang and Hwang
 * 2003) over about seven days; their projections are taken off, and the rest is measured in its own scale. Deviations
 * are clipped at {@value #LEARN_CAP} before they teach the components, so that an incident cannot become a component.
 */
public final class Subspace {

    public static final int MOST_COMPONENTS = 3;
    public static final double LEARN_CAP = 5;
    private static final double LEARN_DAYS = 7;
    private static final double RESIDUAL_FLOOR = 0.05;

    private double[][] components;
    private double[] residualVariance;

    private Subspace(int size) {
        components = new double[MOST_COMPONENTS][size];
        residualVariance = new double[size];
    }

    public static Subspace cold() {
        return new Subspace(0);
    }

    public void grow(int size) {
        int known = residualVariance.length;
        boolean first = known == 0;
        int tracked = tracked(size);
        for (int i = 0; i < MOST_COMPONENTS; i++) {
            double[] component = Columns.grown(components[i], size, 0);
            for (int j = known; j < size; j++) {
                component[j] =
                        0.01 * (((7 * j + 13 * i) % 11) - 5) + (first && tracked > 0 && j % tracked == i ? 1 : 0);
            }
            components[i] = component;
        }
        residualVariance = Columns.grown(residualVariance, size, 1);
    }

    /**
     * Takes the explained part off {@code scored} and learns from {@code learned}; both are overwritten.
     *
     * @param scored deviations clipped for scoring, 0 where a metric is missing; on return the residuals in their own
     *     scale
     * @param learned the same deviations clipped at {@value #LEARN_CAP}; on return their residuals
     * @param present which metrics this record has
     * @param record index of this record on this resource, from 0
     * @return whether there are enough metrics (4) to track a component at all; if not, nothing is touched
     */
    public boolean score(double[] scored, double[] learned, boolean[] present, long record, double recordsPerDay) {
        int size = residualVariance.length;
        int tracked = tracked(size);
        if (tracked == 0) {
            return false;
        }
        double rate = Math.max(1.0 / (record + 2), 1 / (LEARN_DAYS * recordsPerDay));
        for (int i = 0; i < tracked; i++) {
            deflate(components[i], scored, learned, size, rate);
        }
        for (int j = 0; j < size; j++) {
            if (present[j]) {
                scored[j] /= Math.sqrt(residualVariance[j] + RESIDUAL_FLOOR);
                residualVariance[j] += rate * (learned[j] * learned[j] - residualVariance[j]);
            }
        }
        return true;
    }

    private static void deflate(double[] component, double[] scored, double[] learned, int size, double rate) {
        double square = 0;
        double scoredDot = 0;
        double learnedDot = 0;
        for (int j = 0; j < size; j++) {
            square += component[j] * component[j];
            scoredDot += scored[j] * component[j];
            learnedDot += learned[j] * component[j];
        }
        double perLength = 1 / (Math.sqrt(square) + 1e-12);
        double scoredStep = scoredDot * perLength * perLength;
        double learnedStep = learnedDot * perLength * perLength;
        double towards = rate * learnedDot * perLength;
        for (int j = 0; j < size; j++) {
            double part = component[j];
            double original = learned[j];
            scored[j] -= scoredStep * part;
            learned[j] = original - learnedStep * part;
            component[j] = (1 - rate) * part + towards * original;
        }
    }

    private static int tracked(int size) {
        return Math.min(MOST_COMPONENTS, size / 4);
    }

    public void writeTo(DataOutput out, SplittableRandom rounding) throws IOException {
        for (double[] component : components) {
            FixedPoint.write(out, component, rounding);
        }
        Columns.writeMagnitudes(out, residualVariance, rounding);
    }

    public static Subspace readFrom(DataInput in, int size) throws IOException {
        Subspace subspace = new Subspace(0);
        for (int i = 0; i < MOST_COMPONENTS; i++) {
            subspace.components[i] = FixedPoint.read(in, size);
        }
        subspace.residualVariance = Columns.readMagnitudes(in, size);
        return subspace;
    }

    /** Reads what layout 1 wrote: everything in full. */
    public static Subspace readFirstLayout(DataInput in, int size) throws IOException {
        Subspace subspace = new Subspace(0);
        for (int i = 0; i < MOST_COMPONENTS; i++) {
            subspace.components[i] = Columns.readFull(in, size);
        }
        subspace.residualVariance = Columns.readFull(in, size);
        return subspace;
    }
}
