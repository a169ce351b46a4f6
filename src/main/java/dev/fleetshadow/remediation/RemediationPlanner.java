package dev.fleetshadow.remediation;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.census.DomainHold;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Instant;
import java.util.Map;

/**
 * Decides for one group what is done about its diagnoses, and follows every command until the score confirms it.
 *
 * <p>An episode of a resource is one case: each step of its playbook is considered, withheld or proposed or sent,
 * answered, verified by the recovery of the score, or followed by the next step; after the last a person is called. Pure:
 * what is remembered of the group is in its {@link GroupLedger}, of the resource in its {@link CaseFile}, what holds for
 * all groups in the {@link Situation}, and time in the arguments.
 */
public final class RemediationPlanner {

    private RemediationPlanner() {}

    /**
     * What an event leads to.
     *
     * @param file of the resource the event is about; {@code null} if it is about none
     */
    public static Decision next(GroupLedger ledger, CaseFile file, GroupEvent event, Situation situation, Instant now) {
        Deliberation deliberation = new Deliberation(event.group(), ledger, file, situation, now);
        switch (event.kind()) {
            case CENSUS -> deliberation.ledger = ledger.counted(event.tally());
            case HOLD -> held(deliberation, event.hold(), event.begins());
            case STOP ->
                deliberation.note(
                        AuditKind.TRIPPED, "", AuditEvent.SERVICE, event.stop().reason(), Map.of());
            case SIGHTING -> seen(deliberation, event.sighting());
            case DIAGNOSIS -> diagnosed(deliberation, event.diagnosis());
            case OUTCOME -> answered(deliberation, event.outcome());
            case CONTROL -> Orders.given(deliberation, event.control());
        }
        return deliberation.decided();
    }

    /** What the passing of time leads to for one resource. */
    public static Decision due(String group, GroupLedger ledger, CaseFile file, Situation situation, Instant now) {
        Deliberation deliberation = new Deliberation(group, ledger, file, situation, now);
        RemediationCase open = file.open();
        if (open != null && !open.deadline().isAfter(now)) {
            Overdue.look(deliberation, open);
        }
        return deliberation.decided();
    }

    /** What the passing of time leads to for the group as a whole: maintenance that is over says what it hid. */
    public static Decision ended(String group, GroupLedger ledger, Situation situation, Instant now) {
        Deliberation deliberation = new Deliberation(group, ledger, null, situation, now);
        ledger.hidden().entrySet().stream()
                .filter(window -> !window.getValue().until().isAfter(now))
                .sorted(Map.Entry.comparingByKey())
                .forEach(window -> {
                    GroupLedger.Hidden hidden = window.getValue();
                    String names = String.join(", ", hidden.names());
                    deliberation.note(
                            AuditKind.MAINTENANCE_ENDED,
                            "",
                            AuditEvent.SERVICE,
                            "%s is over; it hid %d actions: %s".formatted(window.getKey(), hidden.count(), names),
                            Map.of());
                    deliberation.ledger = deliberation.ledger.shown(window.getKey());
                });
        return deliberation.decided();
    }

    private static void held(Deliberation deliberation, DomainHold hold, boolean begins) {
        AuditKind kind = begins ? AuditKind.DOMAIN_HELD : AuditKind.DOMAIN_RELEASED;
        String reason = begins ? hold.summary() : hold.domain() + " is calm again";
        deliberation.note(kind, "", AuditEvent.SERVICE, reason, Map.of("domain", hold.domain()));
    }

    private static void diagnosed(Deliberation deliberation, Diagnosis diagnosis) {
        RemediationCase fresh = RemediationCase.opened(diagnosis, deliberation.now);
        RemediationCase open = deliberation.file.open();
        deliberation.note(
                AuditKind.DIAGNOSED, fresh, String.join("; ", diagnosis.evidence()), Deliberation.facts(diagnosis));
        if (open != null && open.state() == CaseState.HELD_OUT) {
            new NextStep(deliberation).turnTo(diagnosis, open, AuditKind.SUPERSEDED);
            return;
        }
        if (open != null && open.state() != CaseState.HANDED_OVER) {
            alongside(deliberation, open, fresh);
            return;
        }
        // What is diagnosed while a case is open belongs to its episode.
        deliberation.file = deliberation.file.episode(deliberation.now);
        if (open == null && deliberation.ledger.openCases() >= GroupLedger.MOST_CASES) {
            String reason = "the group has " + GroupLedger.MOST_CASES + " open cases";
            deliberation.withhold(fresh, Guardrail.LEDGER_FULL, reason);
        } else {
            new NextStep(deliberation).consider(fresh);
        }
    }

    /** One remediation at a time: another failure that is diagnosed meanwhile is remembered, it may be the right one. */
    private static void alongside(Deliberation deliberation, RemediationCase open, RemediationCase fresh) {
        Instant now = deliberation.now;
        boolean noise = open.settledAt() != null && now.isBefore(open.settledAt());
        String handled = open.diagnosis().failureMode();
        if (noise) {
            String until =
                    "taken for noise of %s until %s".formatted(open.attempt().action(), open.settledAt());
            deliberation.withhold(fresh, Guardrail.SETTLING, until);
        } else {
            String reason = "its episode of " + handled + " is still being handled";
            deliberation.withhold(fresh, Guardrail.EPISODE_OPEN, reason);
        }
        RemediationCase relapsed = open.recovered(false);
        boolean other = !handled.equals(fresh.diagnosis().failureMode());
        boolean doubtful = open.state() == CaseState.VERIFYING;
        Instant doubtUntil = doubtful ? doubtUntil(deliberation, open) : open.deadline();
        deliberation.keep(other ? relapsed.contradicted(fresh.diagnosis(), doubtUntil) : relapsed);
    }

    /** Until then what else was diagnosed may be noise of the action, or pass with the recovery. */
    private static Instant doubtUntil(Deliberation deliberation, RemediationCase open) {
        Guardrails limits =
                deliberation.situation.rules().limitsOf(open.diagnosis().resource());
        Instant until = deliberation.now.plus(limits.patience().cooldown());
        Instant settled = open.attempt().settledAt(deliberation.now);
        return until.isAfter(settled) ? until : settled;
    }

    private static void seen(Deliberation deliberation, Sighting sighting) {
        boolean failed = sighting.status() == ResourceStatus.FAILED;
        Instant failedAt = deliberation.file.failedAt();
        RemediationCase open = deliberation.file.open();
        deliberation.file =
                deliberation.file.seen(sighting, failed ? (failedAt == null ? sighting.at() : failedAt) : null);
        if (failed && failedAt == null) {
            failed(deliberation, open);
        }
        RemediationCase current = deliberation.file.open();
        if (current == null) {
            return;
        }
        if (sighting.recovered()) {
            recovered(deliberation, current);
        } else if (current.recovered()) {
            deliberation.keep(current.recovered(false));
        }
    }

    private static void failed(Deliberation deliberation, RemediationCase open) {
        Map<String, String> facts =
                Map.of("kind", deliberation.file.lastSeen().resource().kind());
        if (open == null) {
            String id = deliberation.file.resourceId();
            deliberation.note(AuditKind.RESOURCE_FAILED, id, id, "it says that it has failed", facts);
            return;
        }
        deliberation.note(AuditKind.RESOURCE_FAILED, open, "it says that it has failed", facts);
        if (open.state() == CaseState.HELD_OUT) {
            new NextStep(deliberation).consider(open);
        }
    }

    private static void recovered(Deliberation deliberation, RemediationCase open) {
        NextStep next = new NextStep(deliberation);
        switch (open.state()) {
            case VERIFYING -> verified(deliberation, open);
            case SENT, ACKNOWLEDGED -> deliberation.keep(open.recovered(true));
            case WAITING, PROPOSED -> next.closed(open, "the score came back before anything was done");
            case HANDED_OVER, HELD_OUT -> next.closed(open, "the score came back");
        }
    }

    private static void answered(Deliberation deliberation, RemediationOutcome outcome) {
        RemediationCase open = deliberation.file.open();
        if (Ticket.answers(outcome.resourceId(), deliberation.situation.rules())) {
            Ticket.answered(deliberation, outcome);
            return;
        }
        boolean known = open != null && open.commandId().equals(outcome.commandId());
        deliberation.matched = known;
        if (known && (open.state() == CaseState.SENT || open.state() == CaseState.ACKNOWLEDGED)) {
            answered(deliberation, open, outcome);
        }
    }

    private static void answered(Deliberation deliberation, RemediationCase open, RemediationOutcome outcome) {
        String agent = "agent of " + outcome.resourceId();
        Instant now = deliberation.now;
        switch (outcome.state()) {
            case PENDING, IN_PROGRESS -> {
                if (open.state() == CaseState.SENT) {
                    deliberation.note(AuditKind.ACKNOWLEDGED, open, agent, outcome.detail());
                    deliberation.keep(open.in(CaseState.ACKNOWLEDGED, now, open.deadline()));
                }
            }
            case SUCCESS -> {
                Instant until = open.attempt().recoveredBy(now);
                deliberation.note(AuditKind.SUCCEEDED, open, agent, outcome.detail(), until);
                if (open.recovered()) {
                    verified(deliberation, open);
                } else {
                    deliberation.keep(open.verifying(now, doubtUntil(deliberation, open)));
                }
            }
            case FAILED, TIMED_OUT, CANCELLED, REJECTED -> {
                deliberation.note(AuditKind.FAILED, open, agent, outcome.state().wireName() + ": " + outcome.detail());
                deliberation.file = deliberation.file.acted(null);
                if (outcome.state() == CommandState.FAILED || outcome.state() == CommandState.TIMED_OUT) {
                    deliberation.helped(open, false);
                }
                new NextStep(deliberation).tryNext(open);
            }
        }
    }

    private static void verified(Deliberation deliberation, RemediationCase open) {
        deliberation.helped(open, true);
        deliberation.note(AuditKind.VERIFIED, deliberation.close(open), "the score came back after it");
    }
}
