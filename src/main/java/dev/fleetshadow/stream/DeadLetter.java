package dev.fleetshadow.stream;

import dev.fleetshadow.telemetry.StatusUpdate;
import java.util.Locale;

/**
 * Keeps what could not be processed, with the reason, for a person to repair and replay.
 *
 * @param original the record as it came, or {@code null} if it was already decoded
 * @param update the decoded update that was refused, or {@code null}
 * @param detail names the field, the value and the remedy
 */
public record DeadLetter(WireRecord original, StatusUpdate update, Reason reason, String detail) {

    /** Why. */
    public enum Reason {
        /** Nothing in it. */
        EMPTY,
        /** Larger than allowed. */
        TOO_LARGE,
        /** Not the format of the topic, or a field that cannot be used. */
        INVALID,
        /** Observed long after it was sent: the sender's clock is ahead. */
        CLOCK_AHEAD,
        /** More resources than this job may shadow. */
        RESOURCE_LIMIT;

        /** The name used in headers. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static DeadLetter of(WireRecord original, Reason reason, String detail) {
        return new DeadLetter(original, null, reason, detail);
    }

    static DeadLetter refused(StatusUpdate update, Reason reason, String detail) {
        return new DeadLetter(null, update, reason, detail);
    }
}
