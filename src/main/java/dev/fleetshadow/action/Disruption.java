package dev.fleetshadow.action;

/** What an action takes from those who use the resource; guardrails are the stricter the more it takes. */
public enum Disruption {
    /** Nobody notices: a notification, a dump of diagnostics. */
    NONE,
    /** Less capacity for a while. */
    DEGRADING,
    /** Out of service for a while. */
    DISRUPTIVE,
    /** Something is lost that does not come back. */
    DESTRUCTIVE;

    /** Whether the resource is out of service while it is acted on. */
    public boolean takesOut() {
        return this == DISRUPTIVE || this == DESTRUCTIVE;
    }
}
