package dev.fleetshadow.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * A new release of a service, which reaches its members one after the other.
 *
 * @param service label of the members
 * @param pace from one member to the next
 * @param brings what the release makes of every member, told by what it looks like; {@code null} if it is fine
 */
public record Deploy(String service, String version, Instant from, Duration pace, Fault brings) {

    public Deploy {
        if (pace.isNegative()) {
            throw new IllegalArgumentException("pace must not be negative: " + pace);
        }
        if (brings != null && !Fault.imitated().contains(brings)) {
            throw new IllegalArgumentException(
                    "a bad release looks like one of " + Fault.imitated() + ", not like " + brings);
        }
    }
}
