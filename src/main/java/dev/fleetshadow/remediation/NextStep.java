package dev.fleetshadow.remediation;

import dev.fleetshadow.action.ActionCatalog;
import dev.fleetshadow.action.ActionType;
import dev.fleetshadow.action.Disruption;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.action.PlaybookStep;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.telemetry.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Decides what happens next in an episode: which step, whether now, whether by itself; or that a person is needed. */
final class NextStep {

    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);
    static final Duration FORGET = Duration.ofDays(7);

    private final Deliberation deliberation;
    private final Rules rules;
    private final Instant now;

    NextStep(Deliberation deliberation) {
        this.deliberation = deliberation;
        this.rules = deliberation.situation.rules();
        this.now = deliberation.now;
    }

    /** Considers the current step of the case. */
    void consider(RemediationCase open) {
        Diagnosis diagnosis = open.diagnosis();
        Optional<Playbook> playbook = rules.playbook(diagnosis.failureMode(), diagnosis.resource());
        Optional<Chosen> chosen = playbook.flatMap(book -> StepChoice.choose(book, open, deliberation.situation));
        if (chosen.isEmpty()) {
            boolean exhausted = open.attempt().number() > 1;
            handOver(open, exhausted ? "no step is left to try" : "no playbook tries anything", exhausted);
            return;
        }
        PlaybookStep step = chosen.get().step();
        RemediationCase current = open.choosing(chosen.get().attempt());
        ActionType action = rules.actions().type(step.action()).orElseThrow();
        CaseFile file = deliberation.file;
        Resource resource =
                file.lastSeen() == null ? diagnosis.resource() : file.lastSeen().resource();
        ActionCatalog.Filled filled = rules.actions().fill(step, resource);
        Question question = new Question(
                file,
                diagnosis,
                playbook.get(),
                action,
                filled.problem(),
                deliberation.ledger,
                deliberation.situation,
                now);
        decide(current, question, chosen.get(), filled.parameters());
    }

    private void decide(RemediationCase open, Question question, Chosen chosen, Map<String, String> parameters) {
        Mode mode = rules.trust().of(question.playbook(), chosen.step().action(), question.resource());
        Verdict verdict = question.verdict();
        if (!mode.sends()) {
            tell(open, mode, verdict, chosen);
        } else if (!verdict.act()) {
            withheld(open, verdict);
        } else if (heldOut(open, question)) {
            deliberation.withhold(open, Guardrail.HOLD_OUT, "left alone to measure what acting is worth");
            deliberation.keep(open.in(CaseState.HELD_OUT, now, now.plus(FORGET)));
        } else if (mode == Mode.APPROVE && !approved(open, question)) {
            Duration within = question.limits().patience().approvalWithin();
            Instant until = now.plus(within);
            deliberation.note(
                    AuditKind.PROPOSED,
                    open,
                    "waits for approval " + within,
                    Deliberation.facts(open.diagnosis(), until));
            deliberation.keep(open.in(CaseState.PROPOSED, now, until));
        } else {
            send(open, chosen, parameters, question.action().disruption() != Disruption.NONE);
        }
    }

    private void tell(RemediationCase open, Mode mode, Verdict verdict, Chosen chosen) {
        String besides = verdict.act()
                ? "no other guardrail withholds it"
                : "%s would withhold it: %s".formatted(verdict.withheldBy().wireName(), verdict.reason());
        String action = chosen.step().action();
        if (mode == Mode.RECOMMEND) {
            deliberation.note(AuditKind.RECOMMENDED, open, besides, Deliberation.facts(open.diagnosis()));
        } else {
            deliberation.withhold(
                    open,
                    action,
                    Verdict.withheld(
                            Guardrail.OBSERVE_ONLY, "observing only; would send %s: %s".formatted(action, besides)));
        }
        leave(open);
    }

    private void withheld(RemediationCase open, Verdict verdict) {
        Guardrail guardrail = verdict.withheldBy();
        if (open.withheldBy() != guardrail) {
            deliberation.withhold(open, open.attempt().action(), verdict, patience(open, guardrail));
        }
        if (guardrail.passing()) {
            deliberation.keep(open.withheld(guardrail, now, now.plus(ASK_AGAIN)));
        } else if (guardrail == Guardrail.QUARANTINED) {
            // A person was called when the quarantine began.
            leave(open);
        } else {
            handOver(open, guardrail.wireName() + ": " + verdict.reason(), guardrail == Guardrail.FLAPPING);
        }
    }

    /** What waits behind something passing is handed over in the end. */
    private Map<String, String> patience(RemediationCase open, Guardrail guardrail) {
        if (!guardrail.passing() || guardrail.patient()) {
            return Map.of();
        }
        Instant since = open.state() == CaseState.WAITING ? open.since() : now;
        Duration most = rules.limitsOf(open.diagnosis().resource()).patience().waitAtMost();
        return Deliberation.until(since.plus(most));
    }

    /** The same episode is always held out, or never: drawn from its id. */
    private boolean heldOut(RemediationCase open, Question question) {
        double share = question.limits().doubt().holdOut();
        if (share <= 0
                || open.diagnosis().destructive()
                || open.attempt().number() > 1
                || deliberation.file.failedAt() != null) {
            return false;
        }
        byte[] name = (rules.seed() + open.diagnosis().id()).getBytes(StandardCharsets.UTF_8);
        long drawn = Math.floorMod(UUID.nameUUIDFromBytes(name).getLeastSignificantBits(), 1_000_000L);
        return drawn < share * 1_000_000;
    }

    private boolean approved(RemediationCase open, Question question) {
        return open.approval() != null
                && now.isBefore(
                        open.approval().at().plus(question.limits().patience().approvalWithin()));
    }

    /** The command is valid by the clocks of agents, which may be ahead of what is known here. */
    private void send(RemediationCase open, Chosen chosen, Map<String, String> parameters, boolean counts) {
        Diagnosis diagnosis = open.diagnosis();
        PlaybookStep step = chosen.step();
        deliberation.send(new RemediationRequest(
                open.commandId(),
                diagnosis.resource(),
                step.action(),
                parameters,
                now,
                now.plus(deliberation.situation.lag()).plus(step.expiresAfter()),
                open.attempt().number(),
                diagnosis.failureMode(),
                diagnosis.id(),
                diagnosis.score(),
                diagnosis.evidence()));
        String odds = open.attempt().odds();
        String why = odds.isEmpty() ? Verdict.ACT.reason() : Verdict.ACT.reason() + "; " + odds;
        Instant until = now.plus(step.expiresAfter().multipliedBy(2));
        deliberation.note(AuditKind.SENT, open, why, Deliberation.facts(diagnosis, until));
        deliberation.file = deliberation.file.acted(now);
        deliberation.keep(open.in(CaseState.SENT, now, until));
        if (counts) {
            deliberation.ledger = deliberation.ledger.sent(open.resourceId(), now);
        }
    }

    /** The step before has failed in one way or another. */
    void tryNext(RemediationCase open) {
        if (open.recovered()) {
            closed(open, "the score came back all the same");
        } else {
            consider(open.nextAttempt(now));
        }
    }

    void closed(RemediationCase open, String reason) {
        deliberation.note(AuditKind.RECOVERED, deliberation.close(open), reason);
    }

    /** Calls a person; after a ladder without success nothing more is done by itself. */
    void handOver(RemediationCase open, String reason, boolean quarantine) {
        deliberation.note(AuditKind.ESCALATED, open, reason + "; a person has to look at it");
        if (quarantine) {
            Instant until = now.plus(
                    rules.limitsOf(open.diagnosis().resource()).patience().quarantine());
            deliberation.file = deliberation.file.quarantined(until);
            deliberation.note(
                    AuditKind.QUARANTINED,
                    open,
                    "nothing more is done by itself until " + until,
                    Deliberation.until(until));
        }
        tellPerson(open, reason);
    }

    /** A person who cannot be told now is told later. */
    void tellPerson(RemediationCase open, String reason) {
        Optional<Guardrail> stopped = Ticket.open(deliberation, open, reason);
        if (stopped.isPresent()) {
            deliberation.keep(open.untold(stopped.get(), now.plus(ASK_AGAIN)));
        } else {
            leave(open);
        }
    }

    /** Nothing is known of what became of it, and it is no longer followed. */
    void forget(RemediationCase open) {
        deliberation.note(AuditKind.FORGOTTEN, deliberation.close(open), "neither recovered nor failed for days");
    }

    /** Turns to another failure that shows by now, as to a new episode. */
    void turnTo(Diagnosis other, RemediationCase open, AuditKind kind) {
        String since = "it has been diagnosed as " + other.failureMode() + " since";
        deliberation.note(kind, deliberation.close(open), since);
        deliberation.file = deliberation.file.episode(now);
        consider(RemediationCase.opened(other, now));
    }

    void leave(RemediationCase open) {
        deliberation.keep(open.in(CaseState.HANDED_OVER, now, now.plus(FORGET)));
    }
}
