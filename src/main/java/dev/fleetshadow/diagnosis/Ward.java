package dev.fleetshadow.diagnosis;

import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows every resource from the first sign of trouble until it is well again, by the failure modes in force; when these
 * change, what was going on goes on. Holds no resource's memory.
 */
public final class Ward {

    private final SymptomTracker tracker;

    /** Every stage by its key, and whether it is the last one of its mode. */
    private final Map<String, Boolean> known = new LinkedHashMap<>();

    public Ward(List<FailureMode> modes, Recovery recovery) {
        tracker = new SymptomTracker(modes, recovery);
        for (FailureMode mode : modes) {
            int last = mode.shape().stages() - 1;
            for (int stage = 0; stage <= last; stage++) {
                known.put(StageKey.of(mode, stage).toString(), stage == last);
            }
        }
    }

    /**
     * What one report changes.
     *
     * @param after what to remember from now on
     * @param symptoms those of modes that are gone first, then in the order of the policy
     * @param sighting of an unwell resource, or one that is well again; otherwise {@code null}
     */
    public record Visit(Watched after, List<Symptom> symptoms, Sighting sighting) {}

    /**
     * Takes one report that is {@link Watched#precedes news}; pure. Until it is well again a resource belongs to the group in
     * which it became unwell: what is done about it is decided in one place.
     */
    public Visit next(Watched before, HealthReport given) {
        HealthReport report = before.group() == null ? given : given.inGroup(before.group());
        List<Symptom> symptoms = new ArrayList<>();
        Watched ruled = ruled(before, report, symptoms);
        SymptomTracker.Step step = tracker.next(down(report) ? ruled.nowUnwell() : ruled, report);
        symptoms.addAll(step.symptoms());
        Watched after = step.after();
        boolean recovered = step.recovered();
        boolean longWell = report.wellFor() >= HealthReport.ATTENDED_CALM_REPORTS;
        if (longWell && !after.nothing()) {
            recovered |= after.unwell();
            leave(after.stages(), report, symptoms);
            after = Watched.NOTHING;
        }
        String group = before.group() == null ? report.resource().group() : before.group();
        Sighting sighting = after.unwell() || recovered ? sighting(report, group, after, recovered) : null;
        boolean forgotten = after.nothing() && (longWell || before.equals(Watched.NOTHING));
        return new Visit(
                forgotten ? Watched.NOTHING : after.seen(report, before, after.unwell() ? group : null),
                symptoms,
                sighting);
    }

    private static boolean down(HealthReport report) {
        return report.level() == HealthLevel.SILENT || report.status() == ResourceStatus.FAILED;
    }

    /** Without the stages the policy no longer knows. */
    private Watched ruled(Watched watched, HealthReport report, List<Symptom> symptoms) {
        if (known.keySet().containsAll(watched.stages().keySet())) {
            return watched;
        }
        Map<String, StageProgress> gone = new HashMap<>(watched.stages());
        gone.keySet().removeAll(known.keySet());
        leave(gone, report, symptoms);
        Map<String, StageProgress> kept = new HashMap<>(watched.stages());
        kept.keySet().retainAll(known.keySet());
        return watched.withStages(kept);
    }

    private static void leave(Map<String, StageProgress> stages, HealthReport report, List<Symptom> symptoms) {
        stages.keySet().stream()
                .filter(key -> stages.get(key).complete())
                .sorted()
                .forEach(key -> symptoms.add(left(StageKey.parse(key), stages.get(key), report)));
    }

    /** A window of nothing: no match that waits for more of the mode gets any. */
    private static Symptom left(StageKey stage, StageProgress progress, HealthReport report) {
        return new Symptom(
                report.resource(),
                stage.mode(),
                stage.shape(),
                stage.stage(),
                Transition.LEFT,
                report.observedAt(),
                progress.enteredAt(),
                1,
                0,
                report.score(),
                1,
                List.of(),
                null,
                false);
    }

    private Sighting sighting(HealthReport report, String group, Watched after, boolean recovered) {
        List<String> held = new ArrayList<>();
        known.forEach((key, last) -> {
            StageProgress progress = after.stages().get(key);
            StageKey stage = StageKey.parse(key);
            boolean shows = switch (stage.shape()) {
                // Not released yet is not enough: whoever acts wants to know what this very report shows. Silence shows
                // nothing, neither that a mode goes on nor that it is over.
                case SUSTAINED, SEQUENCE ->
                    progress != null
                            && progress.complete()
                            && (progress.missed() == 0 || report.level() == HealthLevel.SILENT);
                // What comes and goes is not over because it has gone for a moment.
                case OSCILLATION -> true;
                case ABSENCE -> progress != null && progress.complete();
            };
            if (last && shows) {
                held.add(stage.mode());
            }
        });
        return new Sighting(
                report.resource(),
                group,
                report.observedAt(),
                report.level(),
                report.status(),
                report.score(),
                held,
                recovered);
    }
}
