package dev.fleetshadow.remediation;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.effect.Effect;
import java.util.List;

/**
 * What one event led to.
 *
 * @param ledger as it is to be kept
 * @param file as it is to be kept; {@code null} if the event concerned no resource
 * @param audit entries, chained, in order
 * @param requests to send
 * @param effects that actions had, or had not
 * @param matched whether the event concerned anything that is known
 */
public record Decision(
        GroupLedger ledger,
        CaseFile file,
        List<AuditEvent> audit,
        List<RemediationRequest> requests,
        List<Effect> effects,
        boolean matched) {}
