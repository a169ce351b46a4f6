package dev.fleetshadow.cli;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.HealthSummary;
import dev.fleetshadow.diagnosis.Diagnosis;
import java.util.List;
import java.util.Optional;

/**
 * Everything that the topics hold about one episode of a resource.
 *
 * @param diagnosisId empty if nothing was diagnosed
 * @param entries of the audit trail about the resource, from the diagnosis on, in their order
 * @param diagnosis as it was published; {@code null} if it is no longer there
 * @param commands that were sent because of it, in their order
 * @param outcomes of these commands, in their order
 * @param health reports around it, in order of time
 * @param cut what was left out, for people
 */
record Episode(
        String resourceId,
        String diagnosisId,
        List<AuditEvent> entries,
        Diagnosis diagnosis,
        List<RemediationRequest> commands,
        List<RemediationOutcome> outcomes,
        List<HealthSummary> health,
        List<String> cut) {

    Episode {
        entries = List.copyOf(entries);
        commands = List.copyOf(commands);
        outcomes = List.copyOf(outcomes);
        health = List.copyOf(health);
        cut = List.copyOf(cut);
    }

    boolean known() {
        return !entries.isEmpty() || !health.isEmpty() || diagnosis != null;
    }

    /** The entries that handle this very diagnosis. */
    List<AuditEvent> handling() {
        return entries.stream()
                .filter(entry -> entry.diagnosisId().equals(diagnosisId))
                .toList();
    }

    Optional<AuditEvent> last(AuditKind kind) {
        return handling().stream().filter(entry -> entry.kind() == kind).reduce((before, after) -> after);
    }
}
