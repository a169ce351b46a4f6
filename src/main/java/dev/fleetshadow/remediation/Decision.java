package dev.fleetshadow.remediation;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import java.util.List;

/**
 * What one event led to.
 *
 * @param ledger as it is to be kept
 * @param audit entries, chained, in order
 * @param requests to send
 * @param matched whether the event concerned anything the ledger knows
 */
public record Decision(
        GroupLedger ledger, List<AuditEvent> audit, List<RemediationRequest> requests, boolean matched) {}
