package dev.fleetshadow.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Keeps a small sample of a resource's recent deviations and the one-class SVM trained on it.
 *
 * <p>A full window of deviations would be the largest thing stored about a resource, so {@value #CAPACITY} samples are
 * kept at one byte per metric: {@code sign(z) ln(1+|z|)} in steps of {@value #STEP}. Once full, a new sample replaces a
 * random one with probability 0.2, which makes a sample live for about a week when one is offered every quarter of an
 * hour. Training is due once a day and on no account more often, which bounds its cost per resource; resources train at
 * different times because their samples fill at different times of the day.
 */
public final class Witness {

    static final int CAPACITY = 128;
    static final int FEWEST_TO_TRAIN = 96;
    static final double STEP = 0.05;
    private static final double REPLACEMENT = 0.2;
    private static final byte[] NO_MODEL = {};

    private final List<byte[]> samples = new ArrayList<>();
    private byte[] model = NO_MODEL;
    private long offered;
    private long trainedAtSecond = Long.MIN_VALUE;

    /** Squeezes a deviation in sigmas into the feature the detector sees. */
    public static double feature(double sigmas) {
        return Math.copySign(Math.log1p(Math.abs(sigmas)), sigmas);
    }

    /** Offers the features of one healthy or unhealthy record; the caller decides how often. */
    public void offer(double[] features, long seed) {
        byte[] sample = quantised(features);
        SplittableRandom random = new SplittableRandom(seed ^ (offered * 0x9E3779B97F4A7C15L));
        offered++;
        if (samples.size() < CAPACITY) {
            samples.add(sample);
        } else if (random.nextDouble() < REPLACEMENT) {
            samples.set(random.nextInt(CAPACITY), sample);
        }
    }

    /** Whether enough was sampled and the model is missing or at least {@code everySeconds} of event time old. */
    public boolean trainingDue(long nowSecond, long everySeconds) {
        return samples.size() >= FEWEST_TO_TRAIN && (model.length == 0 || nowSecond - trainedAtSecond >= everySeconds);
    }

    public void train(long nowSecond, long seed) {
        int width = samples.stream().mapToInt(sample -> sample.length).max().orElse(0);
        List<double[]> rows =
                samples.stream().map(sample -> widened(sample, width)).toList();
        model = OneClassSvm.train(rows, seed).toBytes();
        trainedAtSecond = nowSecond;
    }

    /** What the trained detector says; empty until the first training. */
    public Optional<Opinion> judge(double[] features) {
        return model.length == 0
                ? Optional.empty()
                : Optional.of(OneClassSvm.fromBytes(model).judge(features));
    }

    private static byte[] quantised(double[] features) {
        byte[] sample = new byte[features.length];
        for (int j = 0; j < sample.length; j++) {
            sample[j] = (byte) Math.max(-127, Math.min(127, Math.round(features[j] / STEP)));
        }
        return sample;
    }

    private static double[] widened(byte[] sample, int width) {
        double[] row = new double[width];
        for (int j = 0; j < sample.length; j++) {
            row[j] = sample[j] * STEP;
        }
        return row;
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeLong(offered);
        out.writeLong(trainedAtSecond);
        out.writeShort(samples.size());
        for (byte[] sample : samples) {
            writeBytes(out, sample);
        }
        writeBytes(out, model);
    }

    public static Witness readFrom(DataInput in) throws IOException {
        Witness witness = new Witness();
        witness.offered = in.readLong();
        witness.trainedAtSecond = in.readLong();
        int size = in.readShort();
        for (int i = 0; i < size; i++) {
            witness.samples.add(readBytes(in));
        }
        witness.model = readBytes(in);
        return witness;
    }

    private static void writeBytes(DataOutput out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }
}
