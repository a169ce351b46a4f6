package dev.fleetshadow.backtest;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Isolation forest on the metrics as they are (Liu, Ting and Zhou, 2008): 100 trees of 256 samples. */
final class RandomTrees {

    private static final int TREES = 100;
    private static final int SAMPLES = 256;
    private static final int DEEPEST = 8;
    private static final double EULER = 0.5772156649;

    private final Random random;

    private RandomTrees(long seed) {
        random = new Random(seed);
    }

    /** Tells how many cuts set a record apart. */
    private interface Tree {
        double depth(double[] record);
    }

    static ToDoubleFunction<double[]> of(List<double[]> records, long seed) {
        RandomTrees forest = new RandomTrees(seed);
        int samples = Math.min(SAMPLES, records.size());
        List<Tree> trees = IntStream.range(0, TREES)
                .mapToObj(tree -> forest.grow(forest.sample(records, samples), DEEPEST))
                .toList();
        double usual = expectedDepth(samples);
        return record -> {
            double mean = trees.stream().mapToDouble(tree -> tree.depth(record)).sum() / TREES;
            return Math.pow(2, -mean / usual);
        };
    }

    private List<double[]> sample(List<double[]> records, int size) {
        return random.ints(0, records.size())
                .distinct()
                .limit(size)
                .mapToObj(records::get)
                .toList();
    }

    private Tree grow(List<double[]> records, int deepest) {
        List<Integer> varying = new ArrayList<>();
        for (int j = 0; !records.isEmpty() && j < records.get(0).length; j++) {
            int metric = j;
            if (records.stream()
                            .mapToDouble(record -> record[metric])
                            .distinct()
                            .count()
                    > 1) {
                varying.add(metric);
            }
        }
        if (deepest == 0 || varying.isEmpty()) {
            double expected = expectedDepth(records.size());
            return record -> expected;
        }
        int metric = varying.get(random.nextInt(varying.size()));
        var range = records.stream().mapToDouble(record -> record[metric]).summaryStatistics();
        double cut = range.getMin() + random.nextDouble() * (range.getMax() - range.getMin());
        Tree low = grow(records.stream().filter(record -> record[metric] <= cut).toList(), deepest - 1);
        Tree high = grow(records.stream().filter(record -> record[metric] > cut).toList(), deepest - 1);
        return record -> 1 + (record[metric] <= cut ? low : high).depth(record);
    }

    /** Mean depth of an unsuccessful search in a binary tree of so many samples. */
    private static double expectedDepth(int samples) {
        return samples < 2 ? 0 : 2 * (Math.log(samples - 1.0) + EULER) - 2.0 * (samples - 1) / samples;
    }
}
