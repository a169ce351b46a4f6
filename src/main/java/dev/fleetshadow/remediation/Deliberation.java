package dev.fleetshadow.remediation;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.diagnosis.Diagnosis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Collects what one event changes: the ledger, the entries that say why, the requests to send. */
final class Deliberation {

    final Instant now;
    final boolean paused;
    GroupLedger ledger;
    boolean matched = true;
    private final String group;
    private final List<AuditEvent> audit = new ArrayList<>();
    private final List<RemediationRequest> requests = new ArrayList<>();

    Deliberation(String group, GroupLedger ledger, Instant now, boolean paused) {
        this.group = group;
        this.ledger = ledger;
        this.now = now;
        this.paused = paused || ledger.paused();
    }

    void send(RemediationRequest request) {
        requests.add(request);
    }

    void keep(RemediationCase open) {
        ledger = ledger.with(open);
    }

    RemediationCase closing(RemediationCase open) {
        ledger = ledger.without(open.resourceId());
        return open;
    }

    void withhold(RemediationCase open, Guardrail guardrail, String reason) {
        note(AuditKind.WITHHELD, open, "", guardrail, AuditEvent.SERVICE, reason);
    }

    void note(AuditKind kind, RemediationCase about, String action, String reason) {
        note(kind, about, action, null, AuditEvent.SERVICE, reason);
    }

    void note(AuditKind kind, RemediationCase about, String action, Guardrail guardrail, String actor, String reason) {
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
                guardrail == null
                        ? ""
                        : guardrail.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                actor,
                reason,
                "",
                ""));
    }

    void note(AuditKind kind, String actor, String reason) {
        note(new AuditEvent(group, 0, now, kind, "", "", "", "", "", "", actor, reason, "", ""));
    }

    private void note(AuditEvent event) {
        AuditEvent entry = event.chained(ledger.entries(), ledger.lastHash());
        audit.add(entry);
        ledger = ledger.chained(entry);
    }

    Decision decided() {
        return new Decision(ledger, List.copyOf(audit), List.copyOf(requests), matched);
    }
}
