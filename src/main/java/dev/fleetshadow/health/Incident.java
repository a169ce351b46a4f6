package dev.fleetshadow.health;

import java.time.Instant;

/**
 * An incident that goes on although the score, which gets used to everything, may already have recovered.
 *
 * @param since when the score fell below 50
 * @param accepted whether this report ends it because it has lasted a day: what was unusual is the new normal
 */
public record Incident(Instant since, boolean accepted) {

    /** For people. */
    public String summary() {
        return accepted ? "new normal accepted, unusual since " + since : "incident since " + since;
    }
}
