package dev.fleetshadow.action;

/** How much the planner may do by itself: the rungs of the ladder on which trust is earned. */
public enum Mode {
    /** Decide and record, send nothing: the default. */
    OBSERVE,
    /** Record as a recommendation to a person what would be sent, and send nothing. */
    RECOMMEND,
    /** Propose every command and send it once a person has approved it. */
    APPROVE,
    /** Send every command that the guardrails let through. */
    ENFORCE;

    /** Whether commands may be sent at all. */
    public boolean sends() {
        return this == APPROVE || this == ENFORCE;
    }

    public Mode atMost(Mode ceiling) {
        return compareTo(ceiling) <= 0 ? this : ceiling;
    }
}
