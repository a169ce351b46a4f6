package dev.fleetshadow.diagnosis;

import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.health.Contribution;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Prediction;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns a run of health reports into the few moments at which something changed: a stage entered, held or left, a
 * resource well again. Everything downstream is paid per change and not per report.
 */
public final class SymptomTracker implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int EVIDENCE = 3;
    private static final double UNDECIDED = 0.5;
    private static final double EXPLAINED = 0.5;

    private final ArrayList<FailureMode> modes;
    private final Recovery recovery;

    public SymptomTracker(List<FailureMode> modes, Recovery recovery) {
        this.modes = new ArrayList<>(modes);
        this.modes.sort(Comparator.comparing(FailureMode::fallback));
        this.recovery = recovery;
    }

    /**
     * What one report changes.
     *
     * @param after what to remember from now on
     * @param symptoms in the order of the catalogue, fallbacks last
     * @param recovered whether the resource, unwell before, is now well again
     */
    public record Step(Watched after, List<Symptom> symptoms, boolean recovered) {}

    /** Takes one report; pure. */
    public Step next(Watched before, HealthReport report) {
        Map<String, StageProgress> stages = new HashMap<>(before.stages());
        List<Symptom> symptoms = new ArrayList<>();
        boolean named = before.named();
        boolean unwell = before.unwell();
        for (FailureMode mode : modes) {
            for (int stage = 0; stage < mode.stages().size(); stage++) {
                boolean holds =
                        !(mode.fallback() && named) && mode.stages().get(stage).holds(report);
                if (advance(mode, stage, holds, stages, report, symptoms)) {
                    unwell = true;
                    named |= !mode.fallback() && stage == mode.stages().size() - 1;
                }
            }
        }
        int wellReports = unwell && recovery.well(report) ? before.wellReports() + 1 : 0;
        boolean recovered = unwell && wellReports >= recovery.reports();
        if (recovered) {
            release(stages, report, symptoms);
        }
        Watched after =
                recovered ? new Watched(stages, false, false, 0) : new Watched(stages, named, unwell, wellReports);
        return new Step(after, symptoms, recovered);
    }

    /** Leaves at once what only waits for its release: a relapse after a recovery is a new episode. */
    private void release(Map<String, StageProgress> stages, HealthReport report, List<Symptom> symptoms) {
        for (FailureMode mode : modes) {
            for (int stage = 0; stage < mode.stages().size(); stage++) {
                StageProgress progress = stages.get(key(mode, stage));
                if (progress != null && progress.missed() > 0) {
                    stages.remove(key(mode, stage));
                    symptoms.add(symptom(mode, stage, Transition.LEFT, progress, report));
                }
            }
        }
    }

    private static String key(FailureMode mode, int stage) {
        return StageKey.of(mode, stage).toString();
    }

    /** Whether the stage became held with this report. */
    private static boolean advance(
            FailureMode mode,
            int index,
            boolean holds,
            Map<String, StageProgress> stages,
            HealthReport report,
            List<Symptom> symptoms) {
        String key = key(mode, index);
        StageProgress progress = stages.get(key);
        Stage stage = mode.stages().get(index);
        if (progress == null && !holds) {
            return false;
        }
        if (!holds) {
            StageProgress missed = progress.miss();
            if (!progress.complete() || missed.missed() >= mode.release()) {
                stages.remove(key);
                symptoms.add(symptom(mode, index, Transition.LEFT, progress, report));
            } else {
                stages.put(key, missed);
            }
            return false;
        }
        StageProgress next =
                progress == null ? StageProgress.entered(report.observedAt()) : progress.again(stage.heldFor());
        if (progress == null) {
            symptoms.add(symptom(mode, index, Transition.ENTERED, next, report));
        }
        boolean completes = !next.complete() && next.held() >= stage.heldFor();
        if (completes) {
            symptoms.add(symptom(mode, index, Transition.HELD, next, report));
            next = next.completed();
        }
        stages.put(key, next);
        return completes;
    }

    private static Symptom symptom(
            FailureMode mode, int stage, Transition transition, StageProgress progress, HealthReport report) {
        Condition when = mode.stages().get(stage).telling(report);
        return new Symptom(
                report.resource(),
                mode.id(),
                mode.shape(),
                stage,
                transition,
                report.observedAt(),
                progress.enteredAt(),
                mode.times(),
                mode.within().toSeconds(),
                report.score(),
                confidence(when, report),
                transition == Transition.HELD ? evidence(report) : List.of(),
                failureAt(mode, when, report));
    }

    /** The resource's own word on this very failure counts before the trend. */
    private static Instant failureAt(FailureMode mode, Condition when, HealthReport report) {
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
        if (condition.silent() || !condition.statuses().isEmpty()) {
            return 1;
        }
        if (condition.breach() != null) {
            return condition.timeToLimit(report).map(TimeToLimit::probability).orElse(UNDECIDED);
        }
        double plausibility = report.secondOpinion() == null
                ? UNDECIDED
                : report.secondOpinion().plausibility();
        double believed = UNDECIDED + report.quality().confidence() * (plausibility - UNDECIDED);
        return believed * Math.min(1, condition.share(report.contributions()) / EXPLAINED);
    }

    private static List<String> evidence(HealthReport report) {
        List<String> evidence = new ArrayList<>();
        report.contributions().stream()
                .limit(EVIDENCE)
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
