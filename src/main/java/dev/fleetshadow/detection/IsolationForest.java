package dev.fleetshadow.detection;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Judges a record by how few random cuts set it apart from what one resource usually does.
 *
 * <p>Isolation forest (Liu, Ting and Zhou 2008): {@value #TREES} trees, each on {@value #SAMPLES} samples without
 * replacement and no deeper than their binary logarithm. A record's score is {@code 2^(-h/c)} with its mean depth {@code
 * h} and the depth {@code c} expected in {@value #SAMPLES} samples.
 */
final class IsolationForest implements Detector {

    static final int TREES = 50;
    static final int SAMPLES = 64;
    private static final int DEEPEST = 6;
    private static final double SMALLEST_SPREAD = 0.01;
    private static final Margin MARGIN = new Margin(-5.55, 3.45);

    private final List<IsolationTree> trees;
    private double usual;
    private double spread;

    private IsolationForest(List<IsolationTree> trees) {
        this.trees = trees;
    }

    static IsolationForest train(List<byte[]> imprints, long seed) {
        Random random = new Random(seed);
        List<byte[]> shuffled = new ArrayList<>(imprints);
        List<IsolationTree> trees = new ArrayList<>(TREES);
        for (int tree = 0; tree < TREES; tree++) {
            Collections.shuffle(shuffled, random);
            trees.add(IsolationTree.grow(shuffled.subList(0, Math.min(SAMPLES, shuffled.size())), DEEPEST, random));
        }
        IsolationForest forest = new IsolationForest(trees);
        SummaryStatistics scores = new SummaryStatistics();
        imprints.forEach(imprint -> scores.addValue(forest.score(imprint)));
        forest.usual = scores.getMean();
        forest.spread = Math.max(scores.getStandardDeviation(), SMALLEST_SPREAD);
        return forest;
    }

    @Override
    public Opinion judge(byte[] imprint) {
        return MARGIN.opinion(kind(), (score(imprint) - usual) / spread);
    }

    @Override
    public SecondOpinion kind() {
        return SecondOpinion.ISOLATION_FOREST;
    }

    private double score(byte[] imprint) {
        double depth = 0;
        for (IsolationTree tree : trees) {
            depth += tree.depth(imprint);
        }
        return Math.pow(2, -depth / (TREES * IsolationTree.expectedDepth(SAMPLES)));
    }

    @Override
    public void writeTo(DataOutput out) throws IOException {
        for (IsolationTree tree : trees) {
            tree.writeTo(out);
        }
        out.writeDouble(usual);
        out.writeDouble(spread);
    }

    static IsolationForest readFrom(DataInput in) throws IOException {
        List<IsolationTree> trees = new ArrayList<>(TREES);
        for (int tree = 0; tree < TREES; tree++) {
            trees.add(IsolationTree.readFrom(in));
        }
        IsolationForest forest = new IsolationForest(trees);
        forest.usual = in.readDouble();
        forest.spread = in.readDouble();
        return forest;
    }
}
