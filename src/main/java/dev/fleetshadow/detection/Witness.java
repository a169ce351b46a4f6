package dev.fleetshadow.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Keeps a sample of what a resource looks like when it is well, and the detector trained on it.
 *
 * <p>A full window of records would be the largest thing stored about a resource, so {@value #CAPACITY} imprints are
 * kept. Until they are full one is due every quarter of an hour, then every {@value #SLOWER} quarters: it replaces a
 * random one, so that a sample lives for about two weeks. Training is due once a day and on no account more often, which
 * bounds its cost per resource. At what minute a resource is sampled and in which hour it is first trained follows from
 * its own seed: resources that began together do not train together.
 */
public final class Witness {

    static final int CAPACITY = 256;
    static final int FEWEST_TO_TRAIN = 96;
    private static final int SAMPLES_PER_DAY = 96;
    private static final int SLOWER = 5;
    private static final int STAGGERED = 96;

    private final List<byte[]> samples = new ArrayList<>();
    private Detector detector;
    private long offered;
    private long trainedAtSecond = Long.MIN_VALUE;

    /** Whether a sample is due at this record, 0 for the first; none is on the first day. */
    public static boolean sampleDue(long record, double recordsPerDay, long seed) {
        double filled = (1 + (double) CAPACITY / SAMPLES_PER_DAY) * recordsPerDay;
        double perDay = record < filled ? SAMPLES_PER_DAY : (double) SAMPLES_PER_DAY / SLOWER;
        long every = Math.max(1, Math.round(recordsPerDay / perDay));
        return record >= recordsPerDay && Math.floorMod(record - seed, every) == 0;
    }

    /** Takes the imprint of one record of a resource that is well. */
    public void offer(byte[] imprint, long seed) {
        if (samples.size() < CAPACITY) {
            samples.add(imprint);
        } else {
            samples.set(new SplittableRandom(seed ^ (offered * 0x9E3779B97F4A7C15L)).nextInt(CAPACITY), imprint);
        }
        offered++;
    }

    /** Whether enough was sampled and there is no detector of this kind not yet {@code everySeconds} old. */
    public boolean trainingDue(SecondOpinion kind, long nowSecond, long everySeconds, long seed) {
        boolean old = detector == null || detector.kind() != kind || nowSecond - trainedAtSecond >= everySeconds;
        return old && samples.size() >= FEWEST_TO_TRAIN + Math.floorMod(seed, STAGGERED);
    }

    public void train(SecondOpinion kind, long nowSecond, long seed) {
        int width = samples.stream().mapToInt(sample -> sample.length).max().orElse(0);
        List<byte[]> imprints =
                samples.stream().map(sample -> Arrays.copyOf(sample, width)).toList();
        detector = kind.train(imprints, seed);
        trainedAtSecond = nowSecond;
    }

    /** What the trained detector says; empty until the first training. */
    public Optional<Opinion> judge(byte[] imprint) {
        return Optional.ofNullable(detector).map(trained -> trained.judge(imprint));
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeLong(offered);
        out.writeLong(trainedAtSecond);
        out.writeShort(samples.size());
        for (byte[] sample : samples) {
            out.writeShort(sample.length);
            out.write(sample);
        }
        SecondOpinion kind = detector == null ? SecondOpinion.NONE : detector.kind();
        out.writeUTF(kind.name());
        if (detector != null) {
            detector.writeTo(out);
        }
    }

    public static Witness readFrom(DataInput in) throws IOException {
        Witness witness = new Witness();
        witness.offered = in.readLong();
        witness.trainedAtSecond = in.readLong();
        int size = in.readShort();
        for (int i = 0; i < size; i++) {
            witness.samples.add(readBytes(in, in.readShort()));
        }
        witness.detector = SecondOpinion.valueOf(in.readUTF()).read(in);
        return witness;
    }

    /** Reads past a witness of the first layout: its samples were of signed deviations and say nothing any more. */
    public static Witness readFirstLayout(DataInput in) throws IOException {
        in.readLong();
        in.readLong();
        int size = in.readShort();
        for (int i = 0; i <= size; i++) {
            readBytes(in, in.readInt());
        }
        return new Witness();
    }

    private static byte[] readBytes(DataInput in, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
