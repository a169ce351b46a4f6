package dev.fleetshadow.census;

import java.io.Serializable;

/**
 * When the whole service stops acting by itself, until a person resumes it.
 *
 * @param atLeast fewer alarms an hour, or ill members, never trip it
 * @param alarmShare of the fleet that may become ill within an hour, 0..1; a healthy resource becomes critical about once
 *     a week
 * @param illShare of the fleet that may be ill at once, 0..1
 */
public record BreakerSettings(int atLeast, double alarmShare, double illShare) implements Serializable {

    public static final BreakerSettings DEFAULT = new BreakerSettings(20, 0.25, 0.4);
}
