package dev.fleetshadow.backtest;

import java.util.SplittableRandom;

/** Scored series that can be read at a glance: {@code #} is a labelled record. */
final class Series {

    private Series() {}

    static ScoredSeries of(String labels, double... scores) {
        return every(1, labels, scores);
    }

    static ScoredSeries every(double minutes, String labels, double... scores) {
        boolean[] labelled = new boolean[labels.length()];
        for (int i = 0; i < labelled.length; i++) {
            labelled[i] = labels.charAt(i) == '#';
        }
        return new ScoredSeries("web-1", scores, labelled, minutes);
    }

    /** At least one event, many of them near each other or at an end, and scores of which many are equal. */
    static ScoredSeries random(SplittableRandom random, int size) {
        boolean[] labelled = new boolean[size];
        double[] scores = new double[size];
        int events = 1 + random.nextInt(6);
        for (int event = 0; event < events; event++) {
            int start = random.nextInt(size);
            for (int i = start; i < Math.min(size, start + 1 + random.nextInt(12)); i++) {
                labelled[i] = true;
            }
        }
        int levels = 2 + random.nextInt(200);
        for (int i = 0; i < size; i++) {
            scores[i] = random.nextInt(levels) + (labelled[i] ? random.nextInt(levels) : 0);
        }
        return new ScoredSeries("web-1", scores, labelled, 1);
    }
}
