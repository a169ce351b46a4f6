package dev.fleetshadow.action;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * One thing to try.
 *
 * @param action name of an action on the agents' allow-lists
 * @param expiresAfter how long the command may wait for the agent; after that, and once more, it counts as unanswered
 * @param recoverWithin how long the score may take to come back after the agent's success
 */
public record PlaybookStep(String action, Map<String, String> parameters, Duration expiresAfter, Duration recoverWithin)
        implements Serializable {}
