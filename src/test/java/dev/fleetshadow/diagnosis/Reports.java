package dev.fleetshadow.diagnosis;

import dev.fleetshadow.detection.Opinion;
import dev.fleetshadow.forecast.Forecast;
import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.health.Channel;
import dev.fleetshadow.health.Contribution;
import dev.fleetshadow.health.DataQuality;
import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Prediction;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes the health reports of one resource, a minute apart, in the words of a test. */
final class Reports {

    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    static final Resource RESOURCE = Resource.of("web-1", "web");

    private Reports() {}

    static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }

    static Contribution share(String metric, double sigmas, double share) {
        return new Contribution(metric, 1, 0, sigmas, Channel.TWO_DAYS, share);
    }

    static HealthReport scored(int minute, double score, Contribution... contributions) {
        return report(minute, ResourceStatus.RUNNING, HealthLevel.of(score), score, List.of(contributions), null, null);
    }

    static HealthReport well(int minute) {
        return scored(minute, 95);
    }

    static HealthReport failed(int minute) {
        return claiming(minute, ResourceStatus.FAILED);
    }

    /** Of a resource whose score is well, whatever it says of itself. */
    static HealthReport claiming(int minute, ResourceStatus status) {
        return report(minute, status, HealthLevel.HEALTHY, 90, List.of(), null, null);
    }

    static HealthReport silent(int minute, double lastScore) {
        return report(minute, ResourceStatus.RUNNING, HealthLevel.SILENT, lastScore, List.of(), null, null);
    }

    static HealthReport predicting(int minute, double score, String mode, double probability) {
        Prediction own = new Prediction(mode, probability, minute(minute + 60), "resource", "m/1");
        return report(minute, ResourceStatus.RUNNING, HealthLevel.of(score), score, List.of(), own, null);
    }

    static HealthReport witnessed(int minute, double score, double plausibility) {
        return witnessed(minute, score, plausibility, 1);
    }

    static HealthReport witnessed(int minute, double score, double plausibility, double quality) {
        Opinion opinion = new Opinion("witness", 1.5, plausibility);
        return report(minute, ResourceStatus.RUNNING, HealthLevel.of(score), score, List.of(), null, opinion, quality);
    }

    /** A well resource of which one metric reaches its limit after a while. */
    static HealthReport heading(int minute, String metric, Duration left) {
        HealthReport well = well(minute);
        Instant likely = well.observedAt().plus(left);
        return with(
                well,
                well.contributions(),
                List.of(),
                List.of(new TimeToLimit(metric, 1, likely, likely, null, 0.97)),
                Double.NaN);
    }

    static Contribution observed(String metric, double observed, double expected, double share) {
        return new Contribution(metric, observed, expected, observed - expected, Channel.TWO_DAYS, share);
    }

    /** A low score of one metric, of which the next minutes are forecast. */
    static HealthReport forecast(Contribution contribution, double... minutes) {
        List<Forecast> forecasts = new ArrayList<>();
        for (double value : minutes) {
            double horizon = 60.0 * (forecasts.size() + 1);
            forecasts.add(new Forecast(contribution.metric(), horizon, value, value, value, "naive"));
        }
        HealthReport low = scored(0, 10, contribution);
        return with(low, low.contributions(), forecasts, List.of(), Double.NaN);
    }

    static HealthReport withFirst(HealthReport report, Contribution first) {
        List<Contribution> contributions = new ArrayList<>(List.of(first));
        contributions.addAll(report.contributions());
        return with(report, contributions, report.forecasts(), report.timesToLimit(), Double.NaN);
    }

    /** The same report of a resource whose score was this before. */
    static HealthReport after(double previousScore, HealthReport report) {
        return with(report, report.contributions(), report.forecasts(), report.timesToLimit(), previousScore);
    }

    private static HealthReport with(
            HealthReport report,
            List<Contribution> contributions,
            List<Forecast> forecasts,
            List<TimeToLimit> timesToLimit,
            double previousScore) {
        return new HealthReport(
                report.resource(),
                report.observedAt(),
                report.status(),
                report.level(),
                report.score(),
                report.returnPeriodHours(),
                report.rawScore(),
                contributions,
                report.ranking(),
                forecasts,
                timesToLimit,
                report.prediction(),
                report.quality(),
                report.secondOpinion(),
                report.incident(),
                previousScore,
                report.wellFor(),
                report.announced());
    }

    /** What a tracker makes of a run of reports. */
    static List<SymptomTracker.Step> steps(SymptomTracker tracker, List<HealthReport> reports) {
        List<SymptomTracker.Step> steps = new ArrayList<>();
        Watched watched = Watched.NOTHING;
        double previous = Double.NaN;
        for (HealthReport report : reports) {
            SymptomTracker.Step step = tracker.next(watched, after(previous, report));
            steps.add(step);
            watched = step.after();
            previous = report.score();
        }
        return steps;
    }

    /** Every change, as {@code minute mode/stage TRANSITION}. */
    static List<String> changes(List<SymptomTracker.Step> steps) {
        return steps.stream()
                .flatMap(step -> step.symptoms().stream())
                .map(symptom -> "%d %s/%d %s"
                        .formatted(
                                Duration.between(START, symptom.at()).toMinutes(),
                                symptom.mode(),
                                symptom.stage(),
                                symptom.transition()))
                .toList();
    }

    private static HealthReport report(
            int minute,
            ResourceStatus status,
            HealthLevel level,
            double score,
            List<Contribution> contributions,
            Prediction prediction,
            Opinion opinion) {
        return report(minute, status, level, score, contributions, prediction, opinion, 1);
    }

    private static HealthReport report(
            int minute,
            ResourceStatus status,
            HealthLevel level,
            double score,
            List<Contribution> contributions,
            Prediction prediction,
            Opinion opinion,
            double quality) {
        return new HealthReport(
                RESOURCE,
                minute(minute),
                status,
                level,
                score,
                1,
                1,
                contributions,
                List.of(),
                List.of(),
                List.of(),
                prediction,
                new DataQuality(30, 0, 0, List.of(), quality),
                opinion,
                null,
                Double.NaN,
                0,
                true);
    }
}
