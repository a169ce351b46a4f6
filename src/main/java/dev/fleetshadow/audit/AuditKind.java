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
    RESUMED,
    /** What would be sent, told to a person who decides alone. */
    RECOMMENDED,
    /** Nothing is done by itself about the resource any more. */
    QUARANTINED,
    /** A person takes a resource out of quarantine. */
    RELEASED,
    /** A person was called. */
    TICKETED,
    /** The resource says that it has failed. */
    RESOURCE_FAILED,
    DOMAIN_HELD,
    DOMAIN_RELEASED,
    /** The service has stopped itself. */
    TRIPPED,
    POLICY_CHANGED,
    POLICY_REFUSED,
    MAINTENANCE_ANNOUNCED,
    MAINTENANCE_ENDED,
    CHANGE_ANNOUNCED,
    /** Another failure shows by now; the case turns to that. */
    SUPERSEDED,
    /** Neither recovered nor failed for so long that it is no longer followed. */
    FORGOTTEN,
    /** A person asked for something that there is not, or no more. */
    UNMATCHED
}
