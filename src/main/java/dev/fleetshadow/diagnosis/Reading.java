package dev.fleetshadow.diagnosis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes one report through the catalogue, mode by mode, and gathers what it changes. */
final class Reading {

    private final Seen seen;
    private final Map<String, StageProgress> stages;
    private final List<Symptom> symptoms = new ArrayList<>();
    private boolean named;
    private boolean unwell;
    private boolean showing;

    Reading(Watched before, Seen seen) {
        this.seen = seen;
        stages = new HashMap<>(before.stages());
        named = before.named();
        unwell = before.unwell();
    }

    boolean unwell() {
        return unwell;
    }

    /** Whether this very report shows the last stage of a mode that is held: a failure foreseen is not over while it is. */
    boolean holds() {
        return showing;
    }

    List<Symptom> symptoms() {
        return symptoms;
    }

    /** What to remember if the resource is not well yet. */
    Watched after(int wellReports, List<Double> scores) {
        return new Watched(stages, named, unwell, wellReports, scores);
    }

    /** What to remember if it has recovered: only what still holds. */
    Watched recovered(List<Double> scores) {
        return new Watched(stages, false, false, 0, scores);
    }

    void take(FailureMode mode) {
        switch (mode.shape()) {
            case SUSTAINED, SEQUENCE, OSCILLATION -> {
                for (int stage = 0; stage < mode.stages().size(); stage++) {
                    if (advance(mode, stage)) {
                        unwell = true;
                        named |= stage == mode.stages().size() - 1;
                    }
                }
            }
            case ABSENCE -> await(mode);
        }
    }

    /** Leaves at once what only waits for its release: a relapse after a recovery is a new episode. */
    void release(FailureMode mode) {
        for (int stage = 0; stage < mode.stages().size(); stage++) {
            StageProgress progress = stages.get(key(mode, stage));
            if (progress != null && progress.missed() > 0) {
                stages.remove(key(mode, stage));
                tell(mode, stage, progress.leaving(mode), progress);
            }
        }
        if (mode.shape() == Shape.ABSENCE) {
            endWithTheFirst(mode);
        }
    }

    /**
     * The second stage is looked for only while the first is held, and counts once: that what should follow does is no
     * failure, and most of the time there is nothing for it to follow.
     */
    private void await(FailureMode mode) {
        advance(mode, 0);
        endWithTheFirst(mode);
        StageProgress first = stages.get(key(mode, 0));
        StageProgress second = stages.get(key(mode, 1));
        boolean over = second != null
                && (second.complete() || second.answered(mode.stages().get(1)));
        if (first == null || !first.complete() || over) {
            return;
        }
        if (advance(mode, 1)) {
            stages.computeIfPresent(key(mode, 1), (key, held) -> held.answer());
            return;
        }
        Instant at = seen.report().observedAt();
        if (!at.isBefore(first.heldAt().plus(mode.within()))) {
            Explanation why = Explanation.of(mode, mode.stages().get(0).telling(seen), seen)
                    .led("what should follow within %s of %s has not".formatted(mode.within(), first.heldAt()));
            symptoms.add(Symptom.of(mode, 1, Transition.OVERDUE, first.enteredAt(), why));
            stages.put(key(mode, 1), StageProgress.overdue(first.enteredAt(), at));
            unwell = true;
            named = true;
        }
    }

    private void endWithTheFirst(FailureMode mode) {
        if (!complete(mode, 0)) {
            stages.remove(key(mode, 1));
        }
    }

    /** Whether the stage became held with this report. */
    private boolean advance(FailureMode mode, int index) {
        String key = key(mode, index);
        StageProgress before = stages.get(key);
        Stage stage = mode.stages().get(index);
        boolean considered = !mode.fallback() || !named || complete(mode, index);
        StageProgress.Step step = StageProgress.next(
                before, considered && stage.holds(seen), seen.report().observedAt(), stage.heldFor(), mode);
        if (step.progress() == null) {
            stages.remove(key);
        } else {
            stages.put(key, step.progress());
        }
        tell(mode, index, step.told(), step.progress() == null ? before : step.progress());
        boolean last = index == mode.stages().size() - 1 && mode.shape() != Shape.ABSENCE;
        showing |= last && complete(mode, index) && stages.get(key).missed() == 0;
        return step.completes();
    }

    private void tell(FailureMode mode, int index, List<Transition> told, StageProgress progress) {
        if (told.isEmpty()) {
            return;
        }
        Explanation why = Explanation.of(mode, mode.stages().get(index).telling(seen), seen);
        told.forEach(transition -> symptoms.add(Symptom.of(mode, index, transition, progress.enteredAt(), why)));
    }

    private boolean complete(FailureMode mode, int stage) {
        StageProgress progress = stages.get(key(mode, stage));
        return progress != null && progress.complete();
    }

    private static String key(FailureMode mode, int stage) {
        return StageKey.of(mode, stage).toString();
    }
}
