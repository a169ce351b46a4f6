package dev.fleetshadow.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** One tree of an isolation forest: random cuts of random metrics until a sample stands alone. */
sealed interface IsolationTree {

    double EULER = 0.5772156649;
    int LEAF = -1;

    /** How many cuts set this record apart; what a leaf did not cut further counts as expected. */
    double depth(byte[] imprint);

    void writeTo(DataOutput out) throws IOException;

    /** A cut: records below {@code threshold} steps go to the left. */
    record Cut(int metric, int threshold, IsolationTree left, IsolationTree right) implements IsolationTree {

        @Override
        public double depth(byte[] imprint) {
            return 1 + (Imprint.steps(imprint[metric]) < threshold ? left : right).depth(imprint);
        }

        @Override
        public void writeTo(DataOutput out) throws IOException {
            out.writeShort(metric);
            out.writeByte(threshold);
            left.writeTo(out);
            right.writeTo(out);
        }
    }

    /** Samples that were not cut further. */
    record Leaf(int samples) implements IsolationTree {

        @Override
        public double depth(byte[] imprint) {
            return expectedDepth(samples);
        }

        @Override
        public void writeTo(DataOutput out) throws IOException {
            out.writeShort(LEAF);
            out.writeByte(samples);
        }
    }

    static IsolationTree grow(List<byte[]> imprints, int deepest, RandomGenerator random) {
        int metrics = imprints.get(0).length;
        int metric = random.nextInt(metrics);
        for (int tried = 0; tried < metrics && deepest > 0; tried++, metric = (metric + 1) % metrics) {
            int cut = metric;
            var range = imprints.stream()
                    .mapToInt(imprint -> Imprint.steps(imprint[cut]))
                    .summaryStatistics();
            if (range.getMin() < range.getMax()) {
                int threshold = random.nextInt(range.getMin(), range.getMax()) + 1;
                return new Cut(
                        cut,
                        threshold,
                        grow(side(imprints, cut, threshold, true), deepest - 1, random),
                        grow(side(imprints, cut, threshold, false), deepest - 1, random));
            }
        }
        return new Leaf(imprints.size());
    }

    private static List<byte[]> side(List<byte[]> imprints, int metric, int threshold, boolean left) {
        return imprints.stream()
                .filter(imprint -> Imprint.steps(imprint[metric]) < threshold == left)
                .toList();
    }

    /** Mean depth of an unsuccessful search in a binary tree of so many samples. */
    static double expectedDepth(int samples) {
        return samples < 2 ? 0 : 2 * (Math.log(samples - 1.0) + EULER) - 2.0 * (samples - 1) / samples;
    }

    static IsolationTree readFrom(DataInput in) throws IOException {
        int metric = in.readShort();
        int number = in.readUnsignedByte();
        return metric == LEAF ? new Leaf(number) : new Cut(metric, number, readFrom(in), readFrom(in));
    }
}
