package dev.fleetshadow.diagnosis;

import dev.fleetshadow.telemetry.Resource;
import java.time.Instant;
import java.util.List;

/**
 * Reports that a stage of a failure mode was entered, held, left or missed on a resource; it carries the mode's own
 * numbers, so that whoever matches symptoms need not know the mode.
 *
 * @param mode id of the failure mode
 * @param shape of the mode
 * @param stage index of the stage, from 0
 * @param at event time of the report that changed the stage; when it was entered, that of {@code enteredAt}
 * @param enteredAt event time of the report with which the stage began to hold; of one that is overdue, the stage before
 * @param times of an oscillation
 * @param withinSeconds window of the mode
 * @param score at that report; NaN if unknown
 * @param confidence 0..1
 * @param evidence for people, where the symptom can complete a failure
 * @param predictedFailureAt when the failure is expected, or {@code null}
 * @param destructive whether the mode is
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
        Instant predictedFailureAt,
        boolean destructive) {

    static Symptom of(FailureMode mode, int stage, Transition transition, Instant enteredAt, Explanation why) {
        boolean decisive = transition == mode.shape().completedBy();
        return new Symptom(
                why.resource(),
                mode.id(),
                mode.shape(),
                stage,
                transition,
                transition == Transition.ENTERED ? enteredAt : why.at(),
                enteredAt,
                mode.times(),
                mode.within().toSeconds(),
                why.score(),
                why.confidence(),
                decisive ? why.evidence() : List.of(),
                why.predictedFailureAt(),
                mode.destructive());
    }

    /** What matches are kept apart by. */
    public String key() {
        return resource.id() + '\n' + mode;
    }

    public boolean is(Shape asked, int stageAsked, Transition transitionAsked) {
        return shape == asked && stage == stageAsked && transition == transitionAsked;
    }

    /** Whether its mode is looked for no longer: what is open of it is over. */
    public boolean ends() {
        return transition == Transition.LEFT && withinSeconds == 0;
    }

    /** Whether it has a part in matches of its shape; all else need not be told to whoever matches. */
    public boolean counts() {
        return transition == shape.begunBy() || transition == shape.completedBy() || ends();
    }
}
