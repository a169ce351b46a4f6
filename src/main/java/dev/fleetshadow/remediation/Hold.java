package dev.fleetshadow.remediation;

import dev.fleetshadow.census.DomainHold;
import java.time.Instant;

/**
 * A hold with its end, so that a decision about a moment is the same however early the end is told.
 *
 * @param until {@code null} while it lasts
 */
public record Hold(DomainHold hold, Instant until) {

    boolean activeAt(Instant now) {
        return !now.isBefore(hold.since()) && (until == null || now.isBefore(until));
    }
}
