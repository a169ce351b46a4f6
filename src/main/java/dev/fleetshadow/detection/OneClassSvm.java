package dev.fleetshadow.detection;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import libsvm.svm;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.anomaly.AnomalyFactory;
import org.tribuo.anomaly.Event;
import org.tribuo.anomaly.Event.EventType;
import org.tribuo.anomaly.libsvm.LibSVMAnomalyTrainer;
import org.tribuo.anomaly.libsvm.SVMAnomalyType;
import org.tribuo.anomaly.libsvm.SVMAnomalyType.SVMMode;
import org.tribuo.common.libsvm.KernelType;
import org.tribuo.common.libsvm.SVMParameters;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Draws a boundary around what one resource does when nothing is wrong, as a witness independent of the score.
 *
 * <p>One-class SVM (Schölkopf et al. 2001) with an RBF kernel by way of Tribuo and LibSVM: {@code nu} = {@value #NU}
 * bounds the share of the training samples left outside; {@code gamma} = 1 / (features × variance). LibSVM has one
 * random generator per JVM, so it is seeded before every training; one-class training does not draw from it, the seed is
 * there so that this stays true to the letter when LibSVM changes.
 */
public final class OneClassSvm implements Detector {

    public static final String NAME = "one-class-svm";
    static final double NU = 0.05;
    private static final AnomalyFactory FACTORY = new AnomalyFactory();

    static {
        svm.svm_set_print_string_function(line -> {});
    }

    private final Model<Event> model;
    private final int size;

    private OneClassSvm(Model<Event> model) {
        this.model = model;
        this.size = model.getFeatureIDMap().size();
    }

    /**
     * Trains on one resource's deviations.
     *
     * @param samples at least two rows of equal length
     */
    public static OneClassSvm train(List<double[]> samples, long seed) {
        var origin = new SimpleDataSourceProvenance(
                "deviations of one resource", Instant.EPOCH.atOffset(ZoneOffset.UTC), FACTORY);
        MutableDataset<Event> dataset = new MutableDataset<>(origin, FACTORY);
        samples.forEach(sample -> dataset.add(example(sample, sample.length)));
        SVMParameters<Event> parameters = new SVMParameters<>(new SVMAnomalyType(SVMMode.ONE_CLASS), KernelType.RBF);
        parameters.setNu(NU);
        parameters.setGamma(1 / (samples.get(0).length * variance(samples)));
        parameters.setCacheSize(4);
        return new OneClassSvm(new LibSVMAnomalyTrainer(parameters, seed).train(dataset));
    }

    @Override
    public Opinion judge(double[] features) {
        Prediction<Event> prediction = model.predict(example(features, size));
        Event event = prediction.getOutput();
        return new Opinion(NAME, event.getType() == EventType.ANOMALOUS, -event.getScore());
    }

    public byte[] toBytes() {
        return model.serialize().toByteArray();
    }

    public static OneClassSvm fromBytes(byte[] bytes) {
        try {
            return new OneClassSvm(
                    Model.deserialize(ModelProto.parseFrom(bytes)).castModel(Event.class));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the stored one-class SVM cannot be read", e);
        }
    }

    private static ArrayExample<Event> example(double[] features, int size) {
        String[] names = new String[size];
        double[] values = new double[size];
        for (int j = 0; j < size; j++) {
            names[j] = "m%04d".formatted(j);
            values[j] = features[j];
        }
        return new ArrayExample<>(new Event(EventType.EXPECTED), names, values);
    }

    private static double variance(List<double[]> samples) {
        double sum = 0;
        double squares = 0;
        long count = 0;
        for (double[] sample : samples) {
            for (double feature : sample) {
                sum += feature;
                squares += feature * feature;
                count++;
            }
        }
        double mean = sum / count;
        return Math.max(squares / count - mean * mean, 1e-6);
    }
}
