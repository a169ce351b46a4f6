package dev.fleetshadow.action;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides for one resource's agent which commands it must not execute, and what it answers instead.
 *
 * <p>Remembers the answers to the last {@value #REMEMBERED} commands, so that a repeat is answered and not executed
 * again; the oldest is forgotten first, by then the command has long expired.
 *
 * <p>An agent that hears of a pause by itself begins nothing any more: what was decided before the pause may still be on its
 * way when the service has already stopped.
 */
public final class CommandInbox {

    static final int REMEMBERED = 256;

    private final String resourceId;
    private final Set<String> allowedActions;
    private String pausedBy = "";

    private final Map<String, RemediationOutcome> answers = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, RemediationOutcome> eldest) {
            return size() > REMEMBERED;
        }
    };

    public CommandInbox(String resourceId, Set<String> allowedActions) {
        this.resourceId = resourceId;
        this.allowedActions = Set.copyOf(allowedActions);
    }

    /** The answer to give without executing anything; empty if the command is to be executed. */
    public Optional<RemediationOutcome> refusal(RemediationRequest request, Instant now) {
        RemediationOutcome answered = answers.get(request.commandId());
        if (answered != null) {
            return Optional.of(answered);
        }
        String reason = null;
        if (!request.resource().id().equals(resourceId)) {
            reason = "the command is for " + request.resource().id() + ", this is " + resourceId;
        } else if (!pausedBy.isEmpty()) {
            reason = "remediation is paused by " + pausedBy;
        } else if (!now.isBefore(request.expiresAt())) {
            reason = "the command expired at " + request.expiresAt();
        } else if (perhapsForgotten(request)) {
            reason = "the command is older than what the agent remembers: it may have been carried out before";
        } else if (!allowedActions.contains(request.action())) {
            reason = "the action " + request.action() + " is not on the allow-list";
        }
        return Optional.ofNullable(reason).map(why -> answer(request, CommandState.REJECTED, now, why));
    }

    /** Answers beyond the last {@value #REMEMBERED} are forgotten, and what they answered was issued before them. */
    private boolean perhapsForgotten(RemediationRequest request) {
        return answers.size() >= REMEMBERED
                && request.issuedAt()
                        .isBefore(answers.values().iterator().next().at());
    }

    /** From now on nothing is begun. */
    public void pause(String by) {
        pausedBy = by;
    }

    public void resume() {
        pausedBy = "";
    }

    /** Makes and remembers the answer to a command. */
    public RemediationOutcome answer(RemediationRequest request, CommandState state, Instant now, String detail) {
        RemediationOutcome outcome = word(request, state, now, detail);
        answers.put(request.commandId(), outcome);
        return outcome;
    }

    /** Says that a command was begun, which is no answer yet. */
    public RemediationOutcome begin(RemediationRequest request, Instant now, String detail) {
        return word(request, CommandState.IN_PROGRESS, now, detail);
    }

    /** Refuses what nobody can vouch for, without remembering its id: that may be the id of a true command. */
    public RemediationOutcome disown(RemediationRequest request, Instant now, String why) {
        return word(request, CommandState.REJECTED, now, why);
    }

    /** Remembers an answer of a life before. */
    public void recall(RemediationOutcome outcome) {
        answers.put(outcome.commandId(), outcome);
    }

    /** What was answered to a command, if that is remembered. */
    public Optional<RemediationOutcome> answered(String commandId) {
        return Optional.ofNullable(answers.get(commandId));
    }

    private RemediationOutcome word(RemediationRequest request, CommandState state, Instant now, String detail) {
        return new RemediationOutcome(
                request.commandId(), resourceId, request.resource().group(), state, now, detail);
    }
}
