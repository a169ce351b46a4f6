package dev.fleetshadow.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_node;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.tribuo.MutableDataset;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.anomaly.libsvm.LibSVMAnomalyTrainer;
import org.tribuo.anomaly.libsvm.SVMAnomalyType;
import org.tribuo.anomaly.libsvm.SVMAnomalyType.SVMMode;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.LibSVMModel;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Draws a boundary around what one resource does when nothing is wrong, as a witness independent of the score.
 *
 * <p>One-class SVM (Schölkopf et al. 2001) with an RBF kernel, trained by Tribuo and LibSVM; {@code nu} = {@value #NU}
 * bounds the share of training samples left outside. The kernel is far wider than usual, gamma = {@value #NARROWNESS} /
 * (metrics × variance): with gamma = 1 / (metrics × variance) everything new is equally far away, and real and false
 * alarms alike are new. What is kept of the model is its support vectors, a byte a metric: exactly those it was trained
 * on. LibSVM has one random generator per JVM; one-class training does not draw from it, the seed is there so that this
 * stays true to the letter when LibSVM changes.
 */
final class OneClassSvm implements Detector {

    static final double NU = 0.2;
    private static final double NARROWNESS = 0.03;
    private static final double PRECISION = 1e-5;
    private static final double CACHE_MEGABYTES = 4;
    private static final Margin MARGIN = new Margin(-7.25, 2.71);
    private static final AnomalyFactory FACTORY = new AnomalyFactory();

    static {
        svm.svm_set_print_string_function(line -> {});
    }

    private final byte[][] vectors;
    private final float[] weights;
    private final double gamma;
    private final double boundary;
    private double spread;

    private OneClassSvm(byte[][] vectors, float[] weights, double gamma, double boundary) {
        this.vectors = vectors;
        this.weights = weights;
        this.gamma = gamma;
        this.boundary = boundary;
    }

    static OneClassSvm train(List<byte[]> imprints, long seed) {
        int metrics = imprints.get(0).length;
        var origin = new SimpleDataSourceProvenance(
                "imprints of one resource", Instant.EPOCH.atOffset(ZoneOffset.UTC), FACTORY);
        MutableDataset<Event> dataset = new MutableDataset<>(origin, FACTORY);
        imprints.forEach(imprint -> dataset.add(example(imprint)));
        SVMParameters<Event> parameters = new SVMParameters<>(new SVMAnomalyType(SVMMode.ONE_CLASS), KernelType.RBF);
        parameters.setNu(NU);
        parameters.setGamma(NARROWNESS / (metrics * variance(imprints)));
        parameters.setEpsilon(PRECISION);
        parameters.setCacheSize(CACHE_MEGABYTES);
        LibSVMModel<Event> trained = new LibSVMAnomalyTrainer(parameters, seed).train(dataset);
        OneClassSvm kept = kept(trained.getInnerModels().get(0), metrics);
        kept.measureSpread(imprints);
        return kept;
    }

    @Override
    public Opinion judge(byte[] imprint) {
        return MARGIN.opinion(kind(), -inside(imprint) / spread);
    }

    @Override
    public SecondOpinion kind() {
        return SecondOpinion.ONE_CLASS_SVM;
    }

    private double inside(byte[] imprint) {
        double sum = -boundary;
        for (int i = 0; i < vectors.length; i++) {
            sum += weights[i] * Math.exp(-gamma * Imprint.squaredDistance(vectors[i], imprint));
        }
        return sum;
    }

    /** The least that counts as spread is what one step of one metric changes: finer the imprints do not tell. */
    private void measureSpread(List<byte[]> imprints) {
        SummaryStatistics inside = new SummaryStatistics();
        imprints.forEach(imprint -> inside.addValue(inside(imprint)));
        double leastChange = NU * imprints.size() * -Math.expm1(-gamma);
        spread = Math.max(inside.getStandardDeviation(), leastChange);
    }

    private static OneClassSvm kept(svm_model model, int metrics) {
        byte[][] vectors = new byte[model.l][metrics];
        float[] weights = new float[model.l];
        for (int i = 0; i < model.l; i++) {
            weights[i] = (float) model.sv_coef[0][i];
            for (svm_node node : model.SV[i]) {
                vectors[i][node.index] = (byte) Math.round(node.value);
            }
        }
        return new OneClassSvm(vectors, weights, model.param.gamma, model.rho[0]);
    }

    private static ArrayExample<Event> example(byte[] imprint) {
        String[] names = new String[imprint.length];
        double[] values = new double[imprint.length];
        for (int j = 0; j < imprint.length; j++) {
            names[j] = "m%04d".formatted(j);
            values[j] = Imprint.steps(imprint[j]);
        }
        return new ArrayExample<>(new Event(EventType.EXPECTED), names, values);
    }

    /** In squared steps; at least 1. */
    private static double variance(List<byte[]> imprints) {
        SummaryStatistics features = new SummaryStatistics();
        for (byte[] imprint : imprints) {
            for (byte feature : imprint) {
                features.addValue(Imprint.steps(feature));
            }
        }
        return Math.max(features.getPopulationVariance(), 1);
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        out.writeShort(vectors.length);
        out.writeShort(vectors[0].length);
        for (int i = 0; i < vectors.length; i++) {
            out.writeFloat(weights[i]);
            out.write(vectors[i]);
        }
        out.writeDouble(gamma);
        out.writeDouble(boundary);
        out.writeDouble(spread);
    }

    static OneClassSvm readFrom(DataInput in) throws IOException {
        byte[][] vectors = new byte[in.readShort()][in.readShort()];
        float[] weights = new float[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            weights[i] = in.readFloat();
            in.readFully(vectors[i]);
        }
        OneClassSvm svm = new OneClassSvm(vectors, weights, in.readDouble(), in.readDouble());
        svm.spread = in.readDouble();
        return svm;
    }
}
