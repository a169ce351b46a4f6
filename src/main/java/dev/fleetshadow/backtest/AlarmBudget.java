package dev.fleetshadow.backtest;

import dev.fleetshadow.backtest.ScoredSeries.Stretch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a threshold finds and what it costs in false alarms.
 *
 * <p>An alarm is a run of records that reach the threshold; gaps of up to {@value #MERGED_MINUTES} minutes do not end
 * it. Its minutes outside of events, and of {@value #GRACE_MINUTES} minutes after them, are false: one false alarm for
 * every hour begun, so that an alarm that never ends is no bargain; for an alarm that touches an event, for every full
 * hour.
 */
final class AlarmBudget {

    private static final int THRESHOLDS = 400;
    private static final double MERGED_MINUTES = 10;
    private static final double GRACE_MINUTES = 30;
    private static final double HOUR = 60;

    private final ScoredSeries series;
    private final List<Stretch> events;
    private final boolean[] excused;

    AlarmBudget(ScoredSeries series) {
        this.series = series;
        this.events = series.events();
        this.excused = series.labelled.clone();
        int grace = (int) Math.round(GRACE_MINUTES / series.intervalMinutes);
        for (Stretch event : events) {
            Arrays.fill(excused, event.last(), Math.min(event.last() + grace + 1, excused.length), true);
        }
    }

    /** Found events out of all at one threshold, and how long each took. */
    record Found(int events, int of, List<Double> delayMinutes) {

        /** NaN if none was found. */
        double medianDelayMinutes() {
            List<Double> sorted = delayMinutes.stream().sorted().toList();
            int size = sorted.size();
            return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        }
    }

    /**
     * The lowest threshold whose false alarms stay within the budget; empty if even the highest exceeds it.
     *
     * <p>Tried are the scores at {@value #THRESHOLDS} ranks, from the highest down until the budget is exceeded; ranks
     * grow by the same factor, because a budget is spent within the first few hundred records.
     */
    OptionalDouble threshold(int falseAlarms) {
        double[] ascending = series.scores.clone();
        Arrays.sort(ascending);
        int size = ascending.length;
        OptionalDouble lowest = OptionalDouble.empty();
        for (int k = 0; k < THRESHOLDS; k++) {
            int rank = (int) Math.round(Math.pow(size, (double) k / (THRESHOLDS - 1)));
            double threshold = ascending[size - rank];
            if (falseAlarmsAt(threshold) > falseAlarms) {
                return lowest;
            }
            lowest = OptionalDouble.of(threshold);
        }
        return lowest;
    }

    int falseAlarmsAt(double threshold) {
        int alarms = 0;
        long merged = Math.max(1, Math.round(MERGED_MINUTES / series.intervalMinutes));
        int i = 0;
        while (i < series.size()) {
            if (series.scores[i] < threshold) {
                i++;
                continue;
            }
            int falseRecords = 0;
            boolean touches = false;
            int last = i;
            for (; i < series.size() && i - last <= merged; i++) {
                if (series.scores[i] >= threshold) {
                    last = i;
                    touches |= excused[i];
                    falseRecords += excused[i] ? 0 : 1;
                }
            }
            double hours = falseRecords * series.intervalMinutes / HOUR;
            alarms += (int) (touches ? Math.floor(hours) : Math.ceil(hours));
        }
        return alarms;
    }

    Found foundAt(double threshold) {
        List<Double> delays = new ArrayList<>();
        for (Stretch event : events) {
            for (int i = event.first(); i <= event.last(); i++) {
                if (series.scores[i] >= threshold) {
                    delays.add((i - event.first()) * series.intervalMinutes);
                    break;
                }
            }
        }
        return new Found(delays.size(), events.size(), delays);
    }
}
