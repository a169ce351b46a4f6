package dev.fleetshadow.remediation;

/** What may stand between a diagnosis and a command. */
public enum Guardrail {
    /** The mode is to observe only. */
    OBSERVE_ONLY(false),
    /** A person has to approve first. */
    APPROVAL(false),
    /** An operator has paused the group or the fleet. */
    PAUSED(true),
    /** The resource was acted on too recently. */
    COOLDOWN(true),
    /** Too many remediations are under way in the group. */
    GROUP_CONCURRENCY(true),
    /** The failure mode has no playbook, or no step left. */
    NO_STEP_LEFT(false),
    /** Another episode of the resource is already being handled. */
    EPISODE_OPEN(false),
    /** The ledger of the group is full. */
    LEDGER_FULL(false);

    private final boolean passing;

    Guardrail(boolean passing) {
        this.passing = passing;
    }

    /** Whether it is worth asking again after a while. */
    public boolean passing() {
        return passing;
    }
}
