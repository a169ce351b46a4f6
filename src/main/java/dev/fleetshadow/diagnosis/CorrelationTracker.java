package dev.fleetshadow.diagnosis;

import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns what is told of a failure domain, minute by minute, into the symptoms of the domain itself, so that what befalls
 * many members at once is one diagnosis and not one for each of them.
 */
public final class CorrelationTracker implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ArrayList<FailureMode> modes;

    /** Of these modes, those that are about failure domains are followed. */
    public CorrelationTracker(List<FailureMode> modes) {
        this.modes = new ArrayList<>(modes);
        this.modes.removeIf(mode -> !mode.correlated());
    }

    /** Ids of the modes that are held of a domain now, in order. */
    private static List<String> held(Watched watched) {
        return watched.stages().entrySet().stream()
                .filter(stage -> stage.getValue().complete())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** How the domain is seen with a report, by what the report has led to. */
    public static Sighting sighting(DomainReport report, SymptomTracker.Step step) {
        return new Sighting(
                report.domain(),
                report.domain().group(),
                report.at(),
                step.recovered() ? HealthLevel.HEALTHY : HealthLevel.CRITICAL,
                ResourceStatus.RUNNING,
                Double.NaN,
                held(step.after()),
                step.recovered());
    }

    /** Takes one minute's report; pure. A domain has recovered when nothing is held of it any more. */
    public SymptomTracker.Step next(Watched before, DomainReport report) {
        Map<String, StageProgress> stages = new HashMap<>(before.stages());
        // What the policy no longer knows has nothing left to recover from.
        stages.keySet().retainAll(modes.stream().map(FailureMode::id).toList());
        List<Symptom> symptoms = new ArrayList<>();
        for (FailureMode mode : modes) {
            StageProgress earlier = stages.remove(mode.id());
            int heldFor = mode.stages().get(0).heldFor();
            StageProgress.Step step = StageProgress.next(earlier, report.gated(), report.at(), heldFor, mode);
            StageProgress told = step.progress() == null ? earlier : step.progress();
            for (Transition transition : step.told()) {
                symptoms.add(Symptom.of(mode, 0, transition, told.enteredAt(), report.explanation()));
            }
            if (step.progress() != null) {
                stages.put(mode.id(), step.progress());
            }
        }
        boolean unwell = stages.values().stream().anyMatch(StageProgress::complete);
        Watched after = new Watched(stages, unwell, unwell, 0, List.of());
        return new SymptomTracker.Step(after, symptoms, before.unwell() && !unwell);
    }
}
