package dev.fleetshadow.remediation;

import dev.fleetshadow.action.ActionType;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.telemetry.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the guardrails are asked: whether this action may be taken now.
 *
 * @param targetProblem why the action's parameters cannot be filled in, or {@code null}
 */
record Question(
        CaseFile file,
        Diagnosis diagnosis,
        Playbook playbook,
        ActionType action,
        String targetProblem,
        GroupLedger ledger,
        Situation situation,
        Instant now) {

    /** As it last described itself, if it was seen since. */
    Resource resource() {
        return file.lastSeen() == null ? diagnosis.resource() : file.lastSeen().resource();
    }

    Instant wallClock() {
        return now.plus(situation.lag());
    }

    Guardrails limits() {
        return situation.rules().limitsOf(resource());
    }

    /** What holds for a ticket as well as for a command. */
    Optional<Verdict> stopped() {
        return firstOf(FleetGuards.ALL);
    }

    Verdict verdict() {
        return stopped()
                .or(() -> firstOf(ResourceGuards.ALL))
                .or(() -> firstOf(GroupGuards.ALL))
                .orElse(Verdict.ACT);
    }

    private Optional<Verdict> firstOf(List<Guard> guards) {
        for (Guard guard : guards) {
            Verdict verdict = guard.verdict(this);
            if (verdict != null && !limits().disabled().contains(verdict.withheldBy())) {
                return Optional.of(verdict);
            }
        }
        return Optional.empty();
    }
}
