package dev.fleetshadow.remediation;

import dev.fleetshadow.census.DomainHold;
import dev.fleetshadow.effect.Effectiveness;
import java.time.Instant;

/**
 * Tells every group what concerns all of them, in one flat type because it crosses operators.
 *
 * @param control of an accepted policy, a pause of the fleet, a maintenance or a change
 * @param hold that begins at {@code at}, or ends then if {@code begins} is false
 * @param stop by which the service stopped itself
 * @param effectiveness as it is known now
 */
public record Notice(
        Kind kind,
        Instant at,
        ControlMessage control,
        DomainHold hold,
        boolean begins,
        Stop stop,
        Effectiveness effectiveness) {

    /** Which of the fields speaks. */
    public enum Kind {
        CONTROL,
        HOLD,
        STOP,
        EFFECT
    }

    public static Notice of(ControlMessage control) {
        return new Notice(Kind.CONTROL, control.at(), control, null, false, null, null);
    }

    public static Notice of(DomainHold hold, boolean begins, Instant at) {
        return new Notice(Kind.HOLD, at, null, hold, begins, null, null);
    }

    public static Notice of(Stop stop) {
        return new Notice(Kind.STOP, stop.since(), null, null, true, stop, null);
    }

    public static Notice of(Effectiveness effectiveness) {
        return new Notice(Kind.EFFECT, Instant.EPOCH, null, null, false, null, effectiveness);
    }
}
