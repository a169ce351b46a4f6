package dev.fleetshadow.remediation;

import java.time.Instant;

/**
 * Says that nothing is to be sent anywhere.
 *
 * @param tripped whether the service stopped itself, or a person stopped it
 * @param lifted whether this is the end of such a stop
 */
public record Stop(boolean tripped, String by, String reason, Instant since, boolean lifted) {

    public static Stop tripped(String by, String reason, Instant since) {
        return new Stop(true, by, reason, since, false);
    }

    public static Stop ordered(String by, String reason, Instant since) {
        return new Stop(false, by, reason, since, false);
    }

    /** The end of a stop by the service itself, at a person's word. */
    public static Stop lifted(String by, String reason, Instant at) {
        return new Stop(true, by, reason, at, true);
    }

    String summary() {
        return "%s has stopped remediation of the fleet since %s: %s".formatted(by, since, reason);
    }
}
