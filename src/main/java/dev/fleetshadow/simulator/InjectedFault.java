package dev.fleetshadow.simulator;

import java.time.Instant;

/**
 * The truth about one injected fault, to judge the shadow by.
 *
 * @param outageAt when the service fails if nobody does anything
 * @param curedAt when the cure took effect, or {@code null}
 * @param curedBy id of the command that cured it, or empty
 */
public record InjectedFault(
        String resourceId, Fault fault, Instant startedAt, Instant outageAt, Instant curedAt, String curedBy) {

    static InjectedFault begun(String resourceId, Fault fault, Instant now) {
        return new InjectedFault(resourceId, fault, now, now.plus(fault.untilOutage()), null, "");
    }

    InjectedFault cured(Instant at, String commandId) {
        return new InjectedFault(resourceId, fault, startedAt, outageAt, at, commandId);
    }

    public boolean active() {
        return curedAt == null;
    }

    /** Whether the service failed before it was cured. */
    public boolean becameOutage(Instant now) {
        return !(active() ? now : curedAt).isBefore(outageAt);
    }

    /** How far it has come at {@code now}: 0 at its beginning, 1 at the outage. */
    double progress(Instant now) {
        double whole = fault.untilOutage().toMillis();
        return whole == 0 ? 1 : Math.min(1, (now.toEpochMilli() - startedAt.toEpochMilli()) / whole);
    }
}
