package dev.fleetshadow.backtest;

import dev.fleetshadow.detection.Opinion;
import dev.fleetshadow.health.HealthReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One alarm, and whether something was wrong indeed.
 *
 * <p>An alarm is a run of judged reports below a score, not interrupted by gaps longer than 10 minutes. It is real if it
 * touches an event; one that only touches the 30 minutes after an event is neither real nor false and left out. What is
 * known of it is what was known after its first five reports, when it may be diagnosed.
 *
 * @param score lowest of the first reports
 * @param margin largest the second opinion gave on the first reports; NaN if it said nothing
 */
record LabelledAlarm(boolean real, double score, double margin) {

    private static final Duration MERGED = Duration.ofMinutes(10);
    private static final Duration GRACE = Duration.ofMinutes(30);
    private static final int FIRST_REPORTS = 5;

    /** The alarms below {@code score} among the reports on one resource, in the order of time. */
    static List<LabelledAlarm> below(double score, List<HealthReport> reports, Labels labels) {
        List<LabelledAlarm> alarms = new ArrayList<>();
        List<HealthReport> run = new ArrayList<>();
        for (HealthReport report : reports) {
            if (!(report.score() < score) || !labels.judged(report.resourceId(), report.observedAt())) {
                continue;
            }
            if (!run.isEmpty()
                    && report.observedAt().isAfter(last(run).observedAt().plus(MERGED))) {
                close(run, labels, alarms);
            }
            run.add(report);
        }
        close(run, labels, alarms);
        return alarms;
    }

    private static void close(List<HealthReport> run, Labels labels, List<LabelledAlarm> alarms) {
        boolean real = run.stream().anyMatch(report -> labelled(labels, report, Duration.ZERO));
        boolean excused = run.stream().anyMatch(report -> labelled(labels, report, GRACE));
        if (!run.isEmpty() && real == excused) {
            List<HealthReport> first = run.subList(0, Math.min(FIRST_REPORTS, run.size()));
            double margin = first.stream()
                    .map(HealthReport::secondOpinion)
                    .filter(Objects::nonNull)
                    .mapToDouble(Opinion::margin)
                    .max()
                    .orElse(Double.NaN);
            double score = first.stream().mapToDouble(HealthReport::score).min().orElseThrow();
            alarms.add(new LabelledAlarm(real, score, margin));
        }
        run.clear();
    }

    private static boolean labelled(Labels labels, HealthReport report, Duration grace) {
        Instant at = report.observedAt();
        return labels.of(report.resourceId()).stream()
                .anyMatch(label ->
                        !at.isBefore(label.start()) && at.isBefore(label.end().plus(grace)));
    }

    private static HealthReport last(List<HealthReport> run) {
        return run.get(run.size() - 1);
    }
}
