package dev.fleetshadow.action;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * One thing to try.
 *
 * @param action id of an action of the catalogue
 * @param parameters by name; a value may refer to the resource, see {@link ActionCatalog}
 * @param expiresAfter how long the command may wait for the agent; after that, and once more, it counts as unanswered
 * @param settleFor for so long after the agent's success whatever is noticed is taken for noise of the action
 * @param recoverWithin how long the score may take to come back after the agent's success
 */
public record PlaybookStep(
        String action,
        Map<String, String> parameters,
        Duration expiresAfter,
        Duration settleFor,
        Duration recoverWithin)
        implements Serializable {

    public PlaybookStep {
        parameters = Map.copyOf(parameters);
    }
}
