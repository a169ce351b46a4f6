package dev.fleetshadow.backtest;

import dev.fleetshadow.backtest.ScoredSeries.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * VUS-PR: the area under the precision-recall curve, averaged over how generously the borders of labelled events are
 * read (Paparrizos et al., "Volume Under the Surface", VLDB 2022; the variant of the TSB-AD benchmark, 2024).
 *
 * <p>For every width {@code w} from 0 to the window, labels fade out over {@code w/2} records on both sides of an event
 * as the root of one minus the distance over {@code w}. Recall is weighted by the share of events that were touched at
 * all. Thresholds are the scores at {@value #THRESHOLDS} evenly spaced ranks. Records are put into the bucket of the
 * first threshold that they reach, so that a width costs a pass over the records around events only.
 */
final class VolumeUnderSurface {

    static final int THRESHOLDS = 250;

    private final ScoredSeries series;
    private final List<Stretch> events;
    private final int[] reachedAt;
    private final double[] predicted = new double[THRESHOLDS];
    private final double positives;

    private VolumeUnderSurface(ScoredSeries series) {
        this.series = series;
        this.events = series.events();
        this.positives = series.labelledRecords();
        this.reachedAt = reachedAt();
    }

    /**
     * 0..1, higher is better; NaN without a labelled record.
     *
     * @param window the largest width, in records
     */
    static double precisionRecall(ScoredSeries series, int window) {
        if (series.labelledRecords() == 0) {
            return Double.NaN;
        }
        VolumeUnderSurface surface = new VolumeUnderSurface(series);
        double sum = 0;
        for (int width = 0; width <= window; width++) {
            sum += surface.area(width);
        }
        return sum / (window + 1);
    }

    /** Index of the first threshold each record reaches; counts the records at each threshold on the way. */
    private int[] reachedAt() {
        double[] ascending = series.scores.clone();
        Arrays.sort(ascending);
        int size = ascending.length;
        double[] thresholds = new double[THRESHOLDS];
        for (int k = 0; k < THRESHOLDS; k++) {
            int rank = (int) ((size - 1) * (double) k / (THRESHOLDS - 1));
            thresholds[k] = ascending[size - 1 - rank];
        }
        int[] reached = new int[size];
        for (int i = 0; i < size; i++) {
            int k = firstAtMost(thresholds, series.scores[i]);
            reached[i] = k;
            if (k < THRESHOLDS) {
                predicted[k]++;
            }
        }
        accumulate(predicted);
        return reached;
    }

    private double area(int width) {
        double[] border = new double[THRESHOLDS];
        double[] touched = new double[THRESHOLDS];
        double[] hits = new double[THRESHOLDS];
        double[] label = fadedLabels(width);
        List<Stretch> stretches = merged(width / 2);
        for (Stretch stretch : stretches) {
            int first = THRESHOLDS;
            for (int i = stretch.first(); i <= stretch.last(); i++) {
                int k = reachedAt[i];
                first = Math.min(first, k);
                if (k < THRESHOLDS) {
                    (series.labelled[i] ? hits : border)[k] += label[i];
                }
            }
            if (first < THRESHOLDS) {
                touched[first]++;
            }
        }
        accumulate(border);
        accumulate(touched);
        accumulate(hits);
        double area = 0;
        double recallBefore = 0;
        for (int k = 0; k < THRESHOLDS; k++) {
            double truePositives = hits[k] + border[k];
            double wanted = (positives + positives + border[k]) / 2;
            double recall = Math.min(truePositives / wanted, 1) * touched[k] / stretches.size();
            area += (recall - recallBefore) * truePositives / predicted[k];
            recallBefore = recall;
        }
        return area;
    }

    private double[] fadedLabels(int width) {
        double[] label = new double[series.size()];
        for (int i = 0; i < label.length; i++) {
            label[i] = series.labelled[i] ? 1 : 0;
        }
        for (Stretch event : events) {
            for (int distance = 1; distance <= width / 2; distance++) {
                double fading = Math.sqrt(1 - (double) distance / width);
                add(label, event.last() + distance, fading);
                add(label, event.first() - distance, fading);
            }
        }
        return label;
    }

    private static void add(double[] label, int i, double fading) {
        if (i >= 0 && i < label.length) {
            label[i] = Math.min(1, label[i] + fading);
        }
    }

    /** The events with their borders; those that overlap become one. */
    private List<Stretch> merged(int border) {
        List<Stretch> merged = new ArrayList<>();
        for (Stretch event : events) {
            Stretch wide = event.widened(border, series.size());
            Stretch before = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            if (before != null && wide.first() <= before.last()) {
                merged.set(merged.size() - 1, new Stretch(before.first(), wide.last()));
            } else {
                merged.add(wide);
            }
        }
        return merged;
    }

    private static int firstAtMost(double[] descending, double score) {
        int low = 0;
        int high = descending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (descending[middle] <= score) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static void accumulate(double[] counts) {
        for (int k = 1; k < counts.length; k++) {
            counts[k] += counts[k - 1];
        }
    }
}
