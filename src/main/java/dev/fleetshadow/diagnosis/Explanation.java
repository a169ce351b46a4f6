package dev.fleetshadow.diagnosis;

import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.health.Contribution;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Prediction;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says for people, and as far as it can in numbers, why a failure mode is believed.
 *
 * @param at event time of the report that is explained
 * @param predictedFailureAt when the failure is expected, or {@code null}
 */
record Explanation(
        Resource resource,
        Instant at,
        double score,
        double confidence,
        List<String> evidence,
        Instant predictedFailureAt) {

    private static final int METRICS = 3;
    private static final double UNDECIDED = 0.5;
    private static final double EXPLAINED = 0.5;

    /** Explains a report by the condition that makes it look like the mode. */
    static Explanation of(FailureMode mode, Condition when, Seen seen) {
        HealthReport report = seen.report();
        return new Explanation(
                report.resource(),
                report.observedAt(),
                report.score(),
                confidence(when, report),
                evidence(when, seen),
                failureAt(mode, when, report));
    }

    /** The same with something to be said first. */
    Explanation led(String by) {
        List<String> more = new ArrayList<>(List.of(by));
        more.addAll(evidence);
        return new Explanation(resource, at, score, confidence, more, predictedFailureAt);
    }

    /** The resource's own word on this very failure counts before the trend; what has happened is not foreseen. */
    private static Instant failureAt(FailureMode mode, Condition when, HealthReport report) {
        if (when.state().certain()) {
            return null;
        }
        Prediction prediction = report.prediction();
        if (prediction != null && prediction.failureMode().equals(mode.id()) && prediction.expectedAt() != null) {
            return prediction.expectedAt();
        }
        return when.timeToLimit(report).map(TimeToLimit::likely).orElse(null);
    }

    /**
     * How far the second opinion's plausibility is from undecided counts as much as the data are good; a mode that does not
     * explain half of the score is believed the less.
     */
    private static double confidence(Condition condition, HealthReport report) {
        if (condition.state().certain()) {
            return 1;
        }
        if (condition.foreseen().breach() != null) {
            return condition.timeToLimit(report).map(TimeToLimit::probability).orElse(UNDECIDED);
        }
        double plausibility = report.secondOpinion() == null
                ? UNDECIDED
                : report.secondOpinion().plausibility();
        double believed = UNDECIDED + report.quality().confidence() * (plausibility - UNDECIDED);
        return believed * Math.min(1, condition.metrics().share(report.contributions()) / EXPLAINED);
    }

    private static List<String> evidence(Condition when, Seen seen) {
        HealthReport report = seen.report();
        List<String> evidence = new ArrayList<>();
        if (when.score().asksForAFall()) {
            evidence.add(String.format(
                    Locale.ROOT,
                    "the score fell from %.0f to %.0f",
                    seen.highest(when.score().fallingWithin()),
                    report.score()));
        }
        report.contributions().stream()
                .limit(METRICS)
                .map(Contribution::summary)
                .forEach(evidence::add);
        if (report.secondOpinion() != null) {
            evidence.add(report.secondOpinion().summary());
        }
        report.timesToLimit().stream().map(TimeToLimit::summary).forEach(evidence::add);
        if (report.status() != ResourceStatus.RUNNING) {
            evidence.add("the resource says it is " + report.status());
        }
        if (report.prediction() != null) {
            evidence.add("the resource itself expects " + report.prediction().failureMode());
        }
        if (report.incident() != null && report.incident().since().isBefore(report.observedAt())) {
            evidence.add(report.incident().summary());
        }
        return evidence;
    }
}
