package dev.fleetshadow.census;

import java.time.Instant;

/**
 * Says that no member of a domain is to be acted on, and why.
 *
 * @param members counted when the hold began
 * @param ill of them now
 */
public record DomainHold(String domain, Cause cause, int members, int ill, Instant since) {

    /** What so many ill members at once point to. */
    public enum Cause {
        /** What they share has failed. */
        CORRELATED,
        /** What collects their telemetry has failed. */
        STALLED
    }

    /** For people. */
    public String summary() {
        String what = cause == Cause.STALLED ? "silent at once: its telemetry has stalled" : "ill at once";
        return "%d of %d members of %s are %s, since %s".formatted(ill, members, domain, what, since);
    }
}
