package dev.fleetshadow.effect;

/**
 * What became of one action against one failure mode on one kind of resources.
 *
 * @param meant times it was recommended or proposed to a person, or would have been sent while only observing
 * @param sent times it was sent
 * @param verified the score came back after it
 * @param ineffective the score did not
 * @param failed the agent could not do it, or refused
 * @param expired the agent had no last word
 */
public record ActionRecord(
        String failureMode,
        String action,
        String kind,
        long meant,
        long sent,
        long verified,
        long ineffective,
        long failed,
        long expired) {

    static ActionRecord none(String failureMode, String action, String kind) {
        return new ActionRecord(failureMode, action, kind, 0, 0, 0, 0, 0, 0);
    }

    ActionRecord plus(Step step) {
        return new ActionRecord(
                failureMode,
                action,
                kind,
                meant + (step == Step.MEANT ? 1 : 0),
                sent + (step == Step.SENT ? 1 : 0),
                verified + (step == Step.VERIFIED ? 1 : 0),
                ineffective + (step == Step.INEFFECTIVE ? 1 : 0),
                failed + (step == Step.FAILED ? 1 : 0),
                expired + (step == Step.EXPIRED ? 1 : 0));
    }

    /** What is counted of an action. */
    enum Step {
        MEANT,
        SENT,
        VERIFIED,
        INEFFECTIVE,
        FAILED,
        EXPIRED
    }

    /** Counted as the planner does: what got no answer says nothing of the action. */
    public Effectiveness effectiveness() {
        return new Effectiveness(failureMode, action, kind, verified, ineffective + failed);
    }
}
