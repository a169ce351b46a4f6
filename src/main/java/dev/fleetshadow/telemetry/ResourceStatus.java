package dev.fleetshadow.telemetry;

/** The life-cycle state a resource claims for itself; a claim is evidence, not a verdict. */
public enum ResourceStatus {
    PROVISIONING,
    RUNNING,
    DEGRADED,
    DRAINING,
    STOPPED,
    FAILED
}
