package dev.fleetshadow.diagnosis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * How far one stage has come on one resource.
 *
 * @param enteredAt event time of the first report of the run
 * @param held reports in a row for which the condition held, counted up to what the stage asks for
 * @param missed reports in a row for which it did not
 * @param heldAt event time of the report with which the stage did its part in the failure, or {@code null} if it has not
 */
public record StageProgress(Instant enteredAt, int held, int missed, Instant heldAt) {

    /**
     * What one report makes of a stage.
     *
     * @param progress {@code null} once it is left
     * @param told what became of it, in order; a near miss is not worth a word, unless entries are what counts
     */
    record Step(StageProgress progress, List<Transition> told) {

        boolean completes() {
            return told.contains(Transition.HELD);
        }
    }

    /** Of a stage that should have been held by now. */
    static StageProgress overdue(Instant enteredAt, Instant at) {
        return new StageProgress(enteredAt, 0, 0, at);
    }

    /** The same of a stage whose part in the failure is not to be held. */
    StageProgress answer() {
        return new StageProgress(enteredAt, held, missed, null);
    }

    /** Whether it was held as long as it was asked for, and that is no failure. */
    boolean answered(Stage stage) {
        return heldAt == null && held >= stage.heldFor();
    }

    boolean complete() {
        return heldAt != null;
    }

    /** Takes one report. */
    static Step next(StageProgress before, boolean holds, Instant at, int heldFor, FailureMode mode) {
        if (before == null && !holds) {
            return new Step(null, List.of());
        }
        return holds ? hold(before, at, heldFor, mode.shape()) : before.miss(mode);
    }

    private static Step hold(StageProgress before, Instant at, int heldFor, Shape shape) {
        boolean entriesCount = shape == Shape.OSCILLATION;
        List<Transition> told = new ArrayList<>();
        StageProgress next = before == null
                ? new StageProgress(at, 1, 0, null)
                : new StageProgress(before.enteredAt, Math.min(before.held + 1, heldFor), 0, before.heldAt);
        boolean completes = !next.complete() && next.held >= heldFor;
        if (entriesCount ? before == null : completes) {
            told.add(Transition.ENTERED);
        }
        if (completes) {
            told.add(Transition.HELD);
            next = new StageProgress(next.enteredAt, next.held, 0, at);
        }
        return new Step(next, told);
    }

    private Step miss(FailureMode mode) {
        if (complete() && missed + 1 < mode.release()) {
            return new Step(new StageProgress(enteredAt, held, missed + 1, heldAt), List.of());
        }
        return new Step(null, leaving(mode));
    }

    /** What is told of a stage that ends. */
    List<Transition> leaving(FailureMode mode) {
        return complete() || mode.shape() == Shape.OSCILLATION ? List.of(Transition.LEFT) : List.of();
    }
}
