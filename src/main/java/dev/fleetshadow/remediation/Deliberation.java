package dev.fleetshadow.remediation;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.effect.Effect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Collects what one event changes: the ledger, the case file, the entries that say why, the requests to send. */
final class Deliberation {

    final String group;
    final Situation situation;
    final Instant now;
    GroupLedger ledger;
    CaseFile file;
    boolean matched = true;
    private final List<AuditEvent> audit = new ArrayList<>();
    private final List<RemediationRequest> requests = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();

    Deliberation(String group, GroupLedger ledger, CaseFile file, Situation situation, Instant now) {
        this.group = group;
        this.ledger = ledger;
        this.file = file;
        this.situation = situation;
        this.now = now;
    }

    void send(RemediationRequest request) {
        requests.add(request);
    }

    void keep(RemediationCase open) {
        ledger = ledger.counting(file.open() == null ? 1 : 0);
        file = file.with(open);
        if (!open.state().underWay()) {
            ledger = ledger.landed(file.resourceId());
        }
    }

    RemediationCase close(RemediationCase open) {
        ledger = ledger.counting(file.open() == null ? 0 : -1).landed(file.resourceId());
        file = file.with(null);
        return open;
    }

    void helped(RemediationCase open, boolean helped) {
        Diagnosis diagnosis = open.diagnosis();
        effects.add(new Effect(
                diagnosis.failureMode(),
                open.attempt().action(),
                diagnosis.resource().kind(),
                helped,
                now));
    }

    void withhold(RemediationCase open, String action, Verdict verdict) {
        withhold(open, action, verdict, Map.of());
    }

    void withhold(RemediationCase open, String action, Verdict verdict, Map<String, String> details) {
        note(AuditKind.WITHHELD, open, action, verdict.withheldBy(), AuditEvent.SERVICE, verdict.reason(), details);
        if (verdict.window() != null) {
            String what = action + " on " + open.resourceId();
            ledger = ledger.hiding(verdict.window().id(), verdict.window().until(), what);
        }
    }

    void withhold(RemediationCase open, Guardrail guardrail, String reason) {
        note(AuditKind.WITHHELD, open, "", guardrail, AuditEvent.SERVICE, reason, Map.of());
    }

    void note(AuditKind kind, RemediationCase about, String reason) {
        note(kind, about, about.attempt().action(), null, AuditEvent.SERVICE, reason, Map.of());
    }

    void note(AuditKind kind, RemediationCase about, String actor, String reason) {
        note(kind, about, about.attempt().action(), null, actor, reason, Map.of());
    }

    void note(AuditKind kind, RemediationCase about, String actor, String reason, Instant until) {
        note(kind, about, about.attempt().action(), null, actor, reason, until(until));
    }

    void note(AuditKind kind, RemediationCase about, String reason, Map<String, String> details) {
        note(kind, about, about.attempt().action(), null, AuditEvent.SERVICE, reason, details);
    }

    private void note(
            AuditKind kind,
            RemediationCase about,
            String action,
            Guardrail guardrail,
            String actor,
            String reason,
            Map<String, String> details) {
        Diagnosis diagnosis = about.diagnosis();
        note(new AuditEvent(
                group,
                0,
                now,
                kind,
                about.resourceId(),
                diagnosis.failureMode(),
                diagnosis.id(),
                kind == AuditKind.DIAGNOSED ? "" : about.commandId(),
                action,
                guardrail == null ? "" : guardrail.wireName(),
                actor,
                reason,
                details,
                "",
                ""));
    }

    /** About the group, or about a resource without an open case. */
    void note(AuditKind kind, String resourceId, String actor, String reason, Map<String, String> details) {
        note(new AuditEvent(group, 0, now, kind, resourceId, "", "", "", "", "", actor, reason, details, "", ""));
    }

    /** The same, and until when what was done now waits for what comes next. */
    static Map<String, String> facts(Diagnosis diagnosis, Instant until) {
        Map<String, String> facts = facts(diagnosis);
        facts.putAll(until(until));
        return facts;
    }

    static Map<String, String> until(Instant until) {
        return Map.of(AuditEvent.UNTIL, until.toString());
    }

    /** What a diagnosis says, for machines that read the trail. */
    static Map<String, String> facts(Diagnosis diagnosis) {
        Map<String, String> facts = new TreeMap<>();
        facts.put("kind", diagnosis.resource().kind());
        facts.put("started-at", diagnosis.startedAt().toString());
        facts.put("confidence", String.format(Locale.ROOT, "%.3f", diagnosis.confidence()));
        if (!Double.isNaN(diagnosis.score())) {
            facts.put("score", String.format(Locale.ROOT, "%.1f", diagnosis.score()));
        }
        if (diagnosis.predictedFailureAt() != null) {
            facts.put("predicted-failure-at", diagnosis.predictedFailureAt().toString());
        }
        return facts;
    }

    private void note(AuditEvent event) {
        AuditEvent entry = event.chained(ledger.entries(), ledger.lastHash());
        audit.add(entry);
        ledger = ledger.chained(entry);
    }

    Decision decided() {
        return new Decision(ledger, file, List.copyOf(audit), List.copyOf(requests), List.copyOf(effects), matched);
    }
}
