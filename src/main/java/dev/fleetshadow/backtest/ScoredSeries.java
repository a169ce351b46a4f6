package dev.fleetshadow.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The anomaly scores of one resource beside the truth, over the part of its history that is judged.
 *
 * <p>Both arrays have one entry per record, in order of time. Higher scores are more anomalous.
 */
final class ScoredSeries {

    private static final double DEFAULT_INTERVAL_MINUTES = 1;

    final String resource;
    final double[] scores;
    final boolean[] labelled;
    final double intervalMinutes;

    ScoredSeries(String resource, double[] scores, boolean[] labelled, double intervalMinutes) {
        this.resource = resource;
        this.scores = scores;
        this.labelled = labelled;
        this.intervalMinutes = intervalMinutes;
    }

    /** What was scored at which times, in their order, all of it judged. */
    static ScoredSeries of(String resource, List<Instant> times, double[] scores, Labels labels) {
        boolean[] labelled = new boolean[scores.length];
        for (int i = 0; i < labelled.length; i++) {
            labelled[i] = labels.at(resource, times.get(i)).isPresent();
        }
        return new ScoredSeries(resource, scores, labelled, intervalMinutes(times));
    }

    private static double intervalMinutes(List<Instant> times) {
        double[] gaps = IntStream.range(1, times.size())
                .mapToDouble(
                        i -> Duration.between(times.get(i - 1), times.get(i)).toSeconds() / 60.0)
                .sorted()
                .toArray();
        return gaps.length == 0 ? DEFAULT_INTERVAL_MINUTES : gaps[gaps.length / 2];
    }

    int size() {
        return scores.length;
    }

    double days() {
        return size() * intervalMinutes / (24 * 60);
    }

    int labelledRecords() {
        int count = 0;
        for (boolean label : labelled) {
            count += label ? 1 : 0;
        }
        return count;
    }

    /** The labelled stretches. */
    List<Stretch> events() {
        List<Stretch> events = new ArrayList<>();
        for (int i = 0; i < labelled.length; i++) {
            if (labelled[i] && (i == 0 || !labelled[i - 1])) {
                int last = i;
                while (last + 1 < labelled.length && labelled[last + 1]) {
                    last++;
                }
                events.add(new Stretch(i, last));
            }
        }
        return events;
    }

    /** Consecutive records, both ends included. */
    record Stretch(int first, int last) {
        Stretch widened(int by, int size) {
            return new Stretch(Math.max(first - by, 0), Math.min(last + by, size - 1));
        }
    }
}
