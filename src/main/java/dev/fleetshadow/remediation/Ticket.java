package dev.fleetshadow.remediation;

import dev.fleetshadow.action.ActionType;
import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Disruption;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.action.Selection;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.diagnosis.DerivedId;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.telemetry.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls a person, by a command to the service desk that the policy names: at most one for each step an episode ends at.
 *
 * <p>What stops the fleet stops tickets too, and a domain that is held gets one of its own instead of one for each member.
 */
final class Ticket {

    static final String DESK_KIND = "service-desk";
    private static final Duration EXPIRES_AFTER = Duration.ofHours(24);
    private static final int LONGEST_REASON = 500;
    private static final ActionType TELL =
            new ActionType(ActionType.NOTIFY, "tells people", Disruption.NONE, 0, false, Map.of());

    private Ticket() {}

    /** Tells the desk; what keeps it from being told now, or empty if it was, or if there is none to tell. */
    static Optional<Guardrail> open(Deliberation deliberation, RemediationCase about, String reason) {
        Rules rules = deliberation.situation.rules();
        if (rules.desk().isEmpty() || !rules.trust().general().sends()) {
            return Optional.empty();
        }
        Diagnosis diagnosis = about.diagnosis();
        Optional<Verdict> stopped = new Question(
                        deliberation.file,
                        diagnosis,
                        new Playbook(
                                diagnosis.failureMode(), List.of(), Double.NaN, List.of(), Selection.STATIC, 1, null),
                        TELL,
                        null,
                        deliberation.ledger,
                        deliberation.situation,
                        deliberation.now)
                .stopped();
        if (stopped.isPresent()) {
            Guardrail guardrail = stopped.get().withheldBy();
            if (about.withheldBy() != guardrail || about.state() != CaseState.HANDED_OVER) {
                deliberation.withhold(about, ActionType.NOTIFY, stopped.get());
            }
            return Optional.of(guardrail);
        }
        deliberation.send(request(deliberation, about, reason));
        deliberation.note(AuditKind.TICKETED, about, "told " + rules.desk() + ": " + reason);
        return Optional.empty();
    }

    /** Whether an answer is the desk's. */
    static boolean answers(String resourceId, Rules rules) {
        return resourceId.equals(rules.desk());
    }

    /** A desk that could not tell anybody must not go unnoticed. */
    static void answered(Deliberation deliberation, RemediationOutcome outcome) {
        boolean told =
                outcome.state() == CommandState.SUCCESS || !outcome.state().closing();
        if (!told) {
            String reason = "nobody was told by ticket %s: %s".formatted(outcome.commandId(), outcome.detail());
            deliberation.note(AuditKind.UNMATCHED, "", outcome.resourceId(), reason, Map.of());
        }
    }

    private static RemediationRequest request(Deliberation deliberation, RemediationCase about, String reason) {
        Diagnosis diagnosis = about.diagnosis();
        Instant now = deliberation.now;
        String id = DerivedId.of(diagnosis.at(), "ticket", diagnosis.id(), about.commandId());
        String desk = deliberation.situation.rules().desk();
        Map<String, String> parameters = Map.of(
                "about", diagnosis.resource().id(),
                "failure-mode", diagnosis.failureMode(),
                "reason", reason.substring(0, Math.min(reason.length(), LONGEST_REASON)));
        return new RemediationRequest(
                id,
                new Resource(desk, DESK_KIND, deliberation.group, Map.of()),
                ActionType.NOTIFY,
                parameters,
                now,
                now.plus(deliberation.situation.lag()).plus(EXPIRES_AFTER),
                about.attempt().number(),
                diagnosis.failureMode(),
                diagnosis.id(),
                diagnosis.score(),
                diagnosis.evidence());
    }
}
