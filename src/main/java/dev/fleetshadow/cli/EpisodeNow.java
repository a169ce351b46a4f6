package dev.fleetshadow.cli;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.remediation.Guardrail;
import java.util.Arrays;
import java.util.Optional;

/** Says where the handling of an episode stands: what is waited for, until when, and what a person can do. */
final class EpisodeNow {

    private static final String CLOSED_BY_SCORE = "The case is closed when the score comes back.";

    private final Episode episode;

    EpisodeNow(Episode episode) {
        this.episode = episode;
    }

    String text() {
        Optional<AuditEvent> last = episode.handling().stream()
                .filter(entry -> entry.kind() != AuditKind.RESOURCE_FAILED)
                .reduce((before, after) -> after);
        return last.map(this::text).orElse("Nothing was diagnosed.");
    }

    private String text(AuditEvent last) {
        return switch (last.kind()) {
            case DIAGNOSED -> "Nothing was decided yet.";
            case PROPOSED ->
                "Waits for a person%s: approve %2$s, or deny %2$s.".formatted(until(last), last.commandId());
            case RECOMMENDED -> "A person decides alone; nothing is sent. " + CLOSED_BY_SCORE;
            case WITHHELD -> withheld(last);
            case APPROVED -> "Approved; it is sent when no guardrail withholds it.";
            case DECLINED -> "Declined: nothing more is done by itself. " + CLOSED_BY_SCORE;
            case SENT -> "Waits for the agent's answer%s.".formatted(until(last));
            case ACKNOWLEDGED ->
                "The agent is at it; waits for its last word%s."
                        .formatted(episode.last(AuditKind.SENT)
                                .map(EpisodeNow::until)
                                .orElse(""));
            case SUCCEEDED ->
                "The agent is done; waits for the score to come back%s. Else the next step is tried."
                        .formatted(until(last));
            case FAILED, EXPIRED, INEFFECTIVE -> "The step has failed; what comes next is not decided yet.";
            case ESCALATED, TICKETED -> "A person has to look at it. " + CLOSED_BY_SCORE;
            case QUARANTINED ->
                "A person has to look at it; nothing is done by itself%s, or until: release %s."
                        .formatted(until(last), episode.resourceId());
            case VERIFIED -> "Closed: the recovery is verified by the score.";
            case RECOVERED, FORGOTTEN -> "Closed: " + last.reason() + ".";
            case SUPERSEDED -> "Closed: " + last.reason() + "; see what was made of that.";
            case RESOURCE_FAILED,
                    PAUSED,
                    RESUMED,
                    RELEASED,
                    DOMAIN_HELD,
                    DOMAIN_RELEASED,
                    TRIPPED,
                    POLICY_CHANGED,
                    POLICY_REFUSED,
                    MAINTENANCE_ANNOUNCED,
                    MAINTENANCE_ENDED,
                    CHANGE_ANNOUNCED,
                    UNMATCHED -> AuditLine.what(last);
        };
    }

    private static String withheld(AuditEvent last) {
        Guardrail guardrail = Arrays.stream(Guardrail.values())
                .filter(known -> known.wireName().equals(last.guardrail()))
                .findFirst()
                .orElse(null);
        if (guardrail == Guardrail.OBSERVE_ONLY) {
            return "Observing only: nothing is sent. " + CLOSED_BY_SCORE;
        }
        if (guardrail == Guardrail.HOLD_OUT) {
            return "Left alone on purpose until it fails or recovers.";
        }
        if (guardrail == null || !guardrail.passing()) {
            return "Nothing is done about this diagnosis.";
        }
        return last.details().containsKey(AuditEvent.UNTIL)
                ? "Waits behind %s, which is asked again every minute; a person is called if that lasts%s."
                        .formatted(last.guardrail(), until(last))
                : "Waits behind %s for as long as it takes.".formatted(last.guardrail());
    }

    private static String until(AuditEvent entry) {
        String until = entry.details().get(AuditEvent.UNTIL);
        return until == null ? "" : " until " + until;
    }
}
