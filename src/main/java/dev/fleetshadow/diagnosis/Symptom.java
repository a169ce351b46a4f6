package dev.fleetshadow.diagnosis;

import dev.fleetshadow.telemetry.Resource;
import java.time.Instant;
import java.util.List;

/**
 * Reports that a stage of a failure mode was entered, held or left on a resource; it carries the mode's own numbers, so
 * that whoever matches symptoms need not know the mode.
 *
 * @param mode id of the failure mode
 * @param shape of the mode
 * @param stage index of the stage, from 0
 * @param at event time of the report that changed the stage
 * @param enteredAt event time of the report with which the stage began to hold
 * @param times of an oscillation
 * @param withinSeconds window of the mode
 * @param score at that report; NaN if unknown
 * @param confidence 0..1
 * @param evidence for people
 * @param predictedFailureAt when the failure is expected, or {@code null}
 */
public record Symptom(
        Resource resource,
        String mode,
        Shape shape,
        int stage,
        Transition transition,
        Instant at,
        Instant enteredAt,
        int times,
        long withinSeconds,
        double score,
        double confidence,
        List<String> evidence,
        Instant predictedFailureAt) {

    /** What matches are kept apart by. */
    public String key() {
        return resource.id() + '\n' + mode;
    }

    public boolean is(Shape asked, int stageAsked, Transition transitionAsked) {
        return shape == asked && stage == stageAsked && transition == transitionAsked;
    }
}
