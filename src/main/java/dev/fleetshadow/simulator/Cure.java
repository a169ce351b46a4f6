package dev.fleetshadow.simulator;

/**
 * An action that may end a fault.
 *
 * @param chance that it works, drawn once for every fault that occurs, above 0 and at most 1
 */
public record Cure(AgentAction action, double chance) {

    public Cure {
        if (!(chance > 0 && chance <= 1)) {
            throw new IllegalArgumentException(
                    "the chance of %s must be above 0 and at most 1, not %s".formatted(action.command(), chance));
        }
    }

    static Cure certain(AgentAction action) {
        return new Cure(action, 1);
    }
}
