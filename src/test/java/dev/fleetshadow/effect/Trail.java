package dev.fleetshadow.effect;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes audit entries of one group, minute by minute, the way a planner would. */
final class Trail {

    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    static final String ACTION = "restart-service";

    private final String group;
    private final List<AuditEvent> entries = new ArrayList<>();
    private final Map<String, String> lastDiagnosis = new HashMap<>();
    private String previous = AuditEvent.GENESIS;

    Trail(String group) {
        this.group = group;
    }

    List<AuditEvent> entries() {
        return List.copyOf(entries);
    }

    Trail diagnosed(String resource, String mode, int minute) {
        return diagnosed(resource, mode, minute, minute);
    }

    Trail diagnosed(String resource, String mode, int minute, int firstSigns) {
        lastDiagnosis.put(resource, mode + '@' + minute);
        return entry(
                AuditKind.DIAGNOSED,
                resource,
                mode,
                minute,
                "",
                Map.of("kind", "host", "started-at", at(firstSigns).toString()));
    }

    Trail failed(String resource, int minute) {
        return entry(AuditKind.RESOURCE_FAILED, resource, "", minute, "it says that it has failed", Map.of());
    }

    Trail note(AuditKind kind, String resource, String mode, int minute) {
        return entry(kind, resource, mode, minute, "", Map.of());
    }

    Trail refused(String resource, String mode, int minute) {
        return entry(AuditKind.FAILED, resource, mode, minute, "Rejected: not on the allow-list", Map.of());
    }

    Trail withheld(String resource, String mode, String guardrail, int minute) {
        return add(new AuditEvent(
                group,
                0,
                at(minute),
                AuditKind.WITHHELD,
                resource,
                mode,
                lastDiagnosis.getOrDefault(resource, ""),
                "",
                ACTION,
                guardrail,
                AuditEvent.SERVICE,
                "",
                Map.of(),
                "",
                ""));
    }

    LeadTimeLedger ledger() {
        return ledger(entries);
    }

    static LeadTimeLedger ledger(List<AuditEvent> entries) {
        LeadTimeLedger ledger = new LeadTimeLedger();
        entries.forEach(ledger::next);
        return ledger;
    }

    private Trail entry(
            AuditKind kind, String resource, String mode, int minute, String reason, Map<String, String> details) {
        String diagnosis = lastDiagnosis.getOrDefault(resource, "");
        return add(new AuditEvent(
                group,
                0,
                at(minute),
                kind,
                resource,
                mode,
                diagnosis,
                diagnosis.isEmpty() ? "" : "command of " + resource + ' ' + diagnosis,
                ACTION,
                "",
                AuditEvent.SERVICE,
                reason,
                details,
                "",
                ""));
    }

    private Trail add(AuditEvent event) {
        AuditEvent entry = event.chained(entries.size(), previous);
        previous = entry.hash();
        entries.add(entry);
        return this;
    }

    private static Instant at(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
