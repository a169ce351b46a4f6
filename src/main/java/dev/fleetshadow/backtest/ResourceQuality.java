package dev.fleetshadow.backtest;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How well the scores of one resource tell its labelled events from the rest.
 *
 * @param days judged
 * @param normalDays of these, outside of events
 * @param vusPr see {@link VolumeUnderSurface}, 0..1; NaN without events
 * @param aucPr see {@link AveragePrecision}, 0..1; NaN without events
 * @param daily what the lowest threshold finds that costs at most one false alarm a day
 * @param weekly the same for one a week
 * @param fixed what health below {@link #HEALTH} finds and costs, the same thresholds for every resource
 */
record ResourceQuality(
        String resource,
        double days,
        double normalDays,
        int events,
        double vusPr,
        double aucPr,
        AlarmBudget.Found daily,
        AlarmBudget.Found weekly,
        List<Fixed> fixed) {

    /** Promised to be seen about once a day, once a week and once a month. */
    static final int[] HEALTH = {70, 50, 30};

    private static final double DAYS_A_WEEK = 7;

    /** What one fixed threshold finds, and how many false alarms it costs. */
    record Fixed(int health, AlarmBudget.Found found, int falseAlarms) {}

    /**
     * Judges one resource.
     *
     * @param series higher is more anomalous; for {@code fixed} to mean anything, 100 minus the health
     * @param window largest width of the borders of events, in records
     */
    static ResourceQuality of(ScoredSeries series, int window) {
        AlarmBudget budget = new AlarmBudget(series);
        double normalDays = series.days() * (series.size() - series.labelledRecords()) / series.size();
        List<Fixed> fixed = Arrays.stream(HEALTH)
                .mapToObj(health -> new Fixed(health, budget.foundAt(100 - health), budget.falseAlarmsAt(100 - health)))
                .toList();
        return new ResourceQuality(
                series.resource,
                series.days(),
                normalDays,
                series.events().size(),
                VolumeUnderSurface.precisionRecall(series, window),
                AveragePrecision.of(series),
                within(budget, (int) Math.floor(series.days())),
                within(budget, (int) Math.floor(series.days() / DAYS_A_WEEK)),
                fixed);
    }

    private static AlarmBudget.Found within(AlarmBudget budget, int falseAlarms) {
        OptionalDouble threshold = budget.threshold(falseAlarms);
        return budget.foundAt(threshold.orElse(Double.POSITIVE_INFINITY));
    }
}
