package dev.fleetshadow.simulator;

import java.time.Instant;

/**
 * The truth about one action that an agent has carried out.
 *
 * @param needed whether the resource had a fault, one that is not harmless, when the action began
 */
public record ActionTaken(
        String commandId, String resourceId, AgentAction action, Instant begunAt, boolean needed, Effect effect) {

    /** What came of it. */
    public enum Effect {
        CURED,
        NO_USE,
        FAILED
    }
}
