package dev.fleetshadow.remediation;

import java.time.Instant;

/**
 * Says that nothing is to be sent anywhere.
 *
 * @param tripped whether the service stopped itself, or a person stopped it
 */
public record Stop(boolean tripped, String by, String reason, Instant since) {

    String summary() {
        return "%s has stopped remediation of the fleet since %s: %s".formatted(by, since, reason);
    }
}
