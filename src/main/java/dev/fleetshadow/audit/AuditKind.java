package dev.fleetshadow.audit;

/** What happened, in the words of the audit trail. */
public enum AuditKind {
    DIAGNOSED,
    PROPOSED,
    WITHHELD,
    APPROVED,
    DECLINED,
    SENT,
    ACKNOWLEDGED,
    SUCCEEDED,
    FAILED,
    EXPIRED,
    VERIFIED,
    INEFFECTIVE,
    ESCALATED,
    RECOVERED,
    PAUSED,
    RESUMED
}
