package dev.fleetshadow.action;

/** How much the planner may do by itself. */
public enum Mode {
    /** Decide and record, send nothing: the default. */
    OBSERVE,
    /** Propose every command and send it once a person has approved it. */
    APPROVE,
    /** Send every command that the guardrails let through. */
    ENFORCE
}
