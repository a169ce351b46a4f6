package dev.fleetshadow.remediation;

import dev.fleetshadow.diagnosis.Diagnosis;
import java.time.Instant;

/**
 * The handling of one episode of one resource.
 *
 * @param since when the present state began
 * @param deadline when the present state has to be looked at again
 * @param withheldBy guardrail that withholds the step, or {@code null}
 * @param approval of the step, or {@code null}
 * @param recovered whether the score came back before the agent had its last word
 * @param settledAt until then what is noticed is noise of the action; {@code null} before the agent's success
 * @param contrary another failure diagnosed while the recovery is awaited, to turn to if it does not come; or {@code null}
 */
public record RemediationCase(
        Diagnosis diagnosis,
        CaseState state,
        Attempt attempt,
        Instant since,
        Instant deadline,
        Guardrail withheldBy,
        Approval approval,
        boolean recovered,
        Instant settledAt,
        Diagnosis contrary) {

    /** A person's word that the step may be sent. */
    public record Approval(String by, Instant at) {}

    static RemediationCase opened(Diagnosis diagnosis, Instant now) {
        return of(diagnosis, Attempt.first(diagnosis), now);
    }

    RemediationCase nextAttempt(Instant now) {
        return of(diagnosis, attempt.next(diagnosis), now);
    }

    private static RemediationCase of(Diagnosis diagnosis, Attempt attempt, Instant now) {
        return new RemediationCase(diagnosis, CaseState.WAITING, attempt, now, now, null, null, false, null, null);
    }

    /** An approval is of the step that was proposed, and of no other. */
    RemediationCase choosing(Attempt chosen) {
        Approval kept = attempt.sameStepAs(chosen) ? approval : null;
        return new RemediationCase(
                diagnosis, state, chosen, since, deadline, withheldBy, kept, recovered, settledAt, contrary);
    }

    RemediationCase in(CaseState next, Instant now, Instant until) {
        return new RemediationCase(
                diagnosis, next, attempt, now, until, null, approval, recovered, settledAt, contrary);
    }

    /** Handed over, but nobody could be told yet. */
    RemediationCase untold(Guardrail guardrail, Instant askAgainAt) {
        return new RemediationCase(
                diagnosis,
                CaseState.HANDED_OVER,
                attempt,
                state == CaseState.HANDED_OVER ? since : askAgainAt,
                askAgainAt,
                guardrail,
                approval,
                recovered,
                settledAt,
                contrary);
    }

    /** The agent is done: from now on the score has to confirm it, or by {@code doubtAt} show another failure. */
    RemediationCase verifying(Instant now, Instant doubtAt) {
        Instant recoveredBy = attempt.recoveredBy(now);
        return new RemediationCase(
                diagnosis,
                CaseState.VERIFYING,
                attempt,
                now,
                contrary != null && doubtAt.isBefore(recoveredBy) ? doubtAt : recoveredBy,
                null,
                approval,
                recovered,
                attempt.settledAt(now),
                contrary);
    }

    /** Waits behind a guardrail: anew, if it was patience with people that ends. */
    RemediationCase withheld(Guardrail guardrail, Instant now, Instant askAgainAt) {
        boolean anew =
                state != CaseState.WAITING || (withheldBy != null && withheldBy.patient() && !guardrail.patient());
        return new RemediationCase(
                diagnosis,
                CaseState.WAITING,
                attempt,
                anew ? now : since,
                askAgainAt,
                guardrail,
                approval,
                recovered,
                settledAt,
                contrary);
    }

    RemediationCase approved(String by, Instant at) {
        return new RemediationCase(
                diagnosis,
                state,
                attempt,
                since,
                deadline,
                withheldBy,
                new Approval(by, at),
                recovered,
                settledAt,
                contrary);
    }

    RemediationCase recovered(boolean already) {
        return new RemediationCase(
                diagnosis, state, attempt, since, deadline, withheldBy, approval, already, settledAt, contrary);
    }

    /** Remembers another failure diagnosed meanwhile, to look again at {@code until} whether it is the one. */
    RemediationCase contradicted(Diagnosis other, Instant until) {
        Instant sooner = deadline.isBefore(until) ? deadline : until;
        return new RemediationCase(
                diagnosis, state, attempt, since, sooner, withheldBy, approval, recovered, settledAt, other);
    }

    /** The other failure is no longer to be seen: the recovery has all its time. */
    RemediationCase undoubted() {
        return new RemediationCase(
                diagnosis,
                state,
                attempt,
                since,
                attempt.recoveredBy(since),
                withheldBy,
                approval,
                recovered,
                settledAt,
                null);
    }

    /** Whether a person can still say no: it is proposed, or approved and not sent yet. */
    public boolean undecided() {
        return state == CaseState.PROPOSED || (state == CaseState.WAITING && approval != null);
    }

    public String resourceId() {
        return diagnosis.resource().id();
    }

    public String commandId() {
        return attempt.commandId();
    }
}
