package dev.fleetshadow.remediation;

import dev.fleetshadow.diagnosis.DerivedId;
import dev.fleetshadow.diagnosis.Diagnosis;
import java.time.Instant;

/**
 * The handling of one episode of one resource.
 *
 * @param attempt step of the playbook, from 1
 * @param commandId of the step considered, proposed or sent
 * @param since when the present state began
 * @param deadline when the present state has to be looked at again
 * @param withheldBy guardrail that withholds the step, or {@code null}
 * @param approvedBy who approved the step, or empty
 * @param recovered whether the score came back before the agent had its last word
 * @param contrary another failure diagnosed while the recovery is awaited, to turn to if it does not come; or {@code null}
 */
public record RemediationCase(
        Diagnosis diagnosis,
        CaseState state,
        int attempt,
        String commandId,
        Instant since,
        Instant deadline,
        Guardrail withheldBy,
        String approvedBy,
        boolean recovered,
        Diagnosis contrary) {

    static RemediationCase opened(Diagnosis diagnosis, Instant now) {
        return attempt(diagnosis, 1, now);
    }

    RemediationCase nextAttempt(Instant now) {
        return attempt(diagnosis, attempt + 1, now);
    }

    private static RemediationCase attempt(Diagnosis diagnosis, int attempt, Instant now) {
        String commandId = DerivedId.of(diagnosis.at(), "command", diagnosis.id(), Integer.toString(attempt));
        return new RemediationCase(diagnosis, CaseState.WAITING, attempt, commandId, now, now, null, "", false, null);
    }

    RemediationCase in(CaseState next, Instant now, Instant until) {
        return new RemediationCase(diagnosis, next, attempt, commandId, now, until, null, approvedBy, recovered, null);
    }

    RemediationCase withheld(Guardrail guardrail, Instant askAgainAt) {
        return new RemediationCase(
                diagnosis,
                CaseState.WAITING,
                attempt,
                commandId,
                since,
                askAgainAt,
                guardrail,
                approvedBy,
                recovered,
                contrary);
    }

    RemediationCase approved(String by) {
        return new RemediationCase(
                diagnosis, state, attempt, commandId, since, deadline, withheldBy, by, recovered, contrary);
    }

    RemediationCase recovered(boolean already) {
        return new RemediationCase(
                diagnosis, state, attempt, commandId, since, deadline, withheldBy, approvedBy, already, contrary);
    }

    /** Turns to the newest contrary diagnosis at {@code until}, or sooner if the recovery is due sooner. */
    RemediationCase contradicted(Diagnosis diagnosis, Instant until) {
        Instant sooner = deadline.isBefore(until) ? deadline : until;
        return new RemediationCase(
                this.diagnosis, state, attempt, commandId, since, sooner, withheldBy, approvedBy, recovered, diagnosis);
    }

    public String resourceId() {
        return diagnosis.resource().id();
    }
}
