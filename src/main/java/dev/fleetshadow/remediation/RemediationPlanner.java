package dev.fleetshadow.remediation;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.action.PlaybookStep;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.diagnosis.Diagnosis;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/**
 * Decides for one group what is done about its diagnoses, and follows every command until the score confirms it.
 *
 * <p>An episode of a resource is one case: each step of its playbook is considered, withheld or proposed or sent,
 * answered, verified by the recovery of the score, or followed by the next step; after the last a person is called. Pure:
 * all memory is in the {@link GroupLedger}, all time in the arguments.
 */
public final class RemediationPlanner implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Duration ASK_AGAIN = Duration.ofMinutes(1);
    private static final Duration FORGET_HANDED_OVER = Duration.ofDays(7);

    private final HashMap<String, Playbook> playbooks = new HashMap<>();
    private final Guardrails guardrails;

    public RemediationPlanner(List<Playbook> playbooks, Guardrails guardrails) {
        playbooks.forEach(playbook -> this.playbooks.put(playbook.failureMode(), playbook));
        this.guardrails = guardrails;
    }

    /** What an event leads to; {@code paused} is the operator's word on the whole fleet. */
    public Decision next(GroupLedger ledger, GroupEvent event, boolean paused, Instant now) {
        Deliberation deliberation = new Deliberation(event.group(), ledger, now, paused);
        switch (event.kind()) {
            case DIAGNOSIS -> diagnosed(deliberation, event.diagnosis());
            case RECOVERY -> recovered(deliberation, event.resourceId());
            case OUTCOME -> answered(deliberation, event.outcome());
            case CONTROL -> controlled(deliberation, event.control());
        }
        return deliberation.decided();
    }

    /** What the passing of time leads to. */
    public Decision due(String group, GroupLedger ledger, boolean paused, Instant now) {
        Deliberation deliberation = new Deliberation(group, ledger, now, paused);
        ledger.cases().values().stream()
                .filter(open -> !open.deadline().isAfter(now))
                .sorted(Comparator.comparing(RemediationCase::resourceId))
                .forEach(open -> overdue(deliberation, open));
        return deliberation.decided();
    }

    private void diagnosed(Deliberation deliberation, Diagnosis diagnosis) {
        RemediationCase fresh = RemediationCase.opened(diagnosis, deliberation.now);
        deliberation.note(AuditKind.DIAGNOSED, fresh, "", String.join("; ", diagnosis.evidence()));
        Optional<RemediationCase> open =
                deliberation.ledger.open(diagnosis.resource().id());
        if (open.isPresent() && open.get().state() != CaseState.HANDED_OVER) {
            deliberation.withhold(
                    fresh,
                    Guardrail.EPISODE_OPEN,
                    "its episode of " + open.get().diagnosis().failureMode() + " is still being handled");
            RemediationCase relapsed = open.get().recovered(false);
            boolean contrary = relapsed.state() == CaseState.VERIFYING && !isSame(relapsed, diagnosis);
            Instant doubtUntil = deliberation.now.plus(guardrails.cooldown());
            deliberation.keep(contrary ? relapsed.contradicted(diagnosis, doubtUntil) : relapsed);
        } else if (open.isEmpty() && deliberation.ledger.cases().size() >= GroupLedger.MOST_CASES) {
            deliberation.withhold(
                    fresh, Guardrail.LEDGER_FULL, "the group has " + GroupLedger.MOST_CASES + " open cases");
        } else {
            consider(deliberation, fresh);
        }
    }

    private static boolean isSame(RemediationCase open, Diagnosis diagnosis) {
        return open.diagnosis().failureMode().equals(diagnosis.failureMode());
    }

    private void consider(Deliberation deliberation, RemediationCase open) {
        Optional<PlaybookStep> step = step(open);
        if (step.isEmpty()) {
            handOver(deliberation, open, open.attempt() == 1 ? "no playbook tries anything" : "no step is left to try");
            return;
        }
        String action = step.get().action();
        Mode mode = Optional.ofNullable(
                        playbooks.get(open.diagnosis().failureMode()).mode())
                .orElse(guardrails.mode());
        if (mode == Mode.OBSERVE) {
            deliberation.withhold(open, Guardrail.OBSERVE_ONLY, "observing only; would send " + action);
            deliberation.keep(open.in(CaseState.HANDED_OVER, deliberation.now, forgotten(deliberation)));
            return;
        }
        Verdict verdict =
                guardrails.judge(deliberation.ledger, open.resourceId(), deliberation.paused, deliberation.now);
        if (!verdict.act()) {
            if (open.withheldBy() != verdict.withheldBy()) {
                deliberation.withhold(open, verdict.withheldBy(), verdict.reason());
            }
            deliberation.keep(open.withheld(verdict.withheldBy(), deliberation.now.plus(ASK_AGAIN)));
        } else if (mode == Mode.APPROVE && open.approvedBy().isEmpty()) {
            deliberation.note(AuditKind.PROPOSED, open, action, "waits for approval " + guardrails.approvalWithin());
            Instant until = deliberation.now.plus(guardrails.approvalWithin());
            deliberation.keep(open.in(CaseState.PROPOSED, deliberation.now, until));
        } else {
            send(deliberation, open, step.get());
        }
    }

    private void send(Deliberation deliberation, RemediationCase open, PlaybookStep step) {
        Diagnosis diagnosis = open.diagnosis();
        Instant now = deliberation.now;
        deliberation.send(new RemediationRequest(
                open.commandId(),
                diagnosis.resource(),
                step.action(),
                step.parameters(),
                now,
                now.plus(step.expiresAfter()),
                open.attempt(),
                diagnosis.failureMode(),
                diagnosis.id(),
                diagnosis.score(),
                diagnosis.evidence()));
        deliberation.note(AuditKind.SENT, open, step.action(), Verdict.ACT.reason());
        deliberation.ledger = deliberation.ledger.acted(open.resourceId(), now, now.minus(guardrails.cooldown()));
        deliberation.keep(
                open.in(CaseState.SENT, now, now.plus(step.expiresAfter().multipliedBy(2))));
    }

    private void answered(Deliberation deliberation, RemediationOutcome outcome) {
        RemediationCase open = deliberation
                .ledger
                .byCommand(outcome.commandId())
                .filter(found -> found.resourceId().equals(outcome.resourceId()))
                .orElse(null);
        boolean awaited = open != null && (open.state() == CaseState.SENT || open.state() == CaseState.ACKNOWLEDGED);
        deliberation.matched = open != null;
        if (!awaited) {
            return;
        }
        String agent = "agent of " + outcome.resourceId();
        String action = step(open).map(PlaybookStep::action).orElse("");
        Instant now = deliberation.now;
        switch (outcome.state()) {
            case PENDING, IN_PROGRESS -> {
                if (open.state() == CaseState.SENT) {
                    deliberation.note(AuditKind.ACKNOWLEDGED, open, action, null, agent, outcome.detail());
                    deliberation.keep(open.in(CaseState.ACKNOWLEDGED, now, open.deadline()));
                }
            }
            case SUCCESS -> {
                deliberation.note(AuditKind.SUCCEEDED, open, action, null, agent, outcome.detail());
                Duration recoverWithin = step(open).orElseThrow().recoverWithin();
                verify(deliberation, open.in(CaseState.VERIFYING, now, now.plus(recoverWithin)));
            }
            case FAILED, TIMED_OUT, CANCELLED, REJECTED -> {
                String reason = outcome.state().wireName() + ": " + outcome.detail();
                deliberation.note(AuditKind.FAILED, open, action, null, agent, reason);
                deliberation.ledger = deliberation.ledger.forgetActionOn(open.resourceId());
                tryNext(deliberation, open);
            }
        }
    }

    private void verify(Deliberation deliberation, RemediationCase open) {
        if (open.recovered()) {
            verified(deliberation, open);
        } else {
            deliberation.keep(open);
        }
    }

    private void recovered(Deliberation deliberation, String resourceId) {
        Optional<RemediationCase> found = deliberation.ledger.open(resourceId);
        deliberation.matched = found.isPresent();
        found.ifPresent(open -> {
            switch (open.state()) {
                case VERIFYING -> verified(deliberation, open);
                case SENT, ACKNOWLEDGED -> deliberation.keep(open.recovered(true));
                case WAITING, PROPOSED -> closed(deliberation, open, "the score came back before anything was done");
                case HANDED_OVER -> closed(deliberation, open, "the score came back");
            }
        });
    }

    private void verified(Deliberation deliberation, RemediationCase open) {
        String action = step(open).map(PlaybookStep::action).orElse("");
        deliberation.note(AuditKind.VERIFIED, deliberation.closing(open), action, "the score came back after it");
    }

    private void closed(Deliberation deliberation, RemediationCase open, String reason) {
        deliberation.note(AuditKind.RECOVERED, deliberation.closing(open), "", reason);
    }

    private void controlled(Deliberation deliberation, ControlMessage control) {
        switch (control.kind()) {
            case PAUSE -> {
                deliberation.ledger = deliberation.ledger.pause(control.on());
                deliberation.note(control.on() ? AuditKind.PAUSED : AuditKind.RESUMED, control.by(), control.reason());
            }
            case APPROVAL -> approved(deliberation, control);
        }
    }

    private void approved(Deliberation deliberation, ControlMessage approval) {
        RemediationCase open = deliberation
                .ledger
                .byCommand(approval.commandId())
                .filter(found -> found.state() == CaseState.PROPOSED)
                .orElse(null);
        deliberation.matched = open != null;
        if (open == null) {
            return;
        }
        String action = step(open).map(PlaybookStep::action).orElse("");
        if (approval.on()) {
            deliberation.note(AuditKind.APPROVED, open, action, null, approval.by(), approval.reason());
            consider(deliberation, open.approved(approval.by()));
        } else {
            deliberation.note(AuditKind.DECLINED, open, action, null, approval.by(), approval.reason());
            deliberation.keep(open.in(CaseState.HANDED_OVER, deliberation.now, forgotten(deliberation)));
        }
    }

    private void overdue(Deliberation deliberation, RemediationCase open) {
        String action = step(open).map(PlaybookStep::action).orElse("");
        Instant now = deliberation.now;
        switch (open.state()) {
            case WAITING -> {
                if (now.isBefore(open.since().plus(guardrails.waitAtMost()))) {
                    consider(deliberation, open);
                } else {
                    handOver(deliberation, open, "withheld for " + guardrails.waitAtMost());
                }
            }
            case PROPOSED -> {
                deliberation.note(AuditKind.EXPIRED, open, action, "nobody approved it in time");
                handOver(deliberation, open, "nobody approved the proposal");
            }
            case SENT, ACKNOWLEDGED -> {
                deliberation.note(AuditKind.EXPIRED, open, action, "no final answer from the agent");
                tryNext(deliberation, open);
            }
            case VERIFYING -> {
                if (open.contrary() == null) {
                    deliberation.note(AuditKind.INEFFECTIVE, open, action, "the score did not come back in time");
                    tryNext(deliberation, open);
                } else {
                    String since = "it has been diagnosed as " + open.contrary().failureMode() + " since";
                    deliberation.note(AuditKind.INEFFECTIVE, deliberation.closing(open), action, since);
                    consider(deliberation, RemediationCase.opened(open.contrary(), now));
                }
            }
            case HANDED_OVER -> closed(deliberation, open, "not recovered after " + FORGET_HANDED_OVER + ", forgotten");
        }
    }

    private void tryNext(Deliberation deliberation, RemediationCase open) {
        if (open.recovered()) {
            closed(deliberation, open, "the score came back all the same");
        } else {
            consider(deliberation, deliberation.closing(open).nextAttempt(deliberation.now));
        }
    }

    private void handOver(Deliberation deliberation, RemediationCase open, String reason) {
        deliberation.note(AuditKind.ESCALATED, open, "", reason + "; a person has to look at it");
        deliberation.keep(open.in(CaseState.HANDED_OVER, deliberation.now, forgotten(deliberation)));
    }

    private static Instant forgotten(Deliberation deliberation) {
        return deliberation.now.plus(FORGET_HANDED_OVER);
    }

    private Optional<PlaybookStep> step(RemediationCase open) {
        Playbook playbook = playbooks.get(open.diagnosis().failureMode());
        return playbook == null || open.attempt() > playbook.steps().size()
                ? Optional.empty()
                : Optional.of(playbook.steps().get(open.attempt() - 1));
    }
}
