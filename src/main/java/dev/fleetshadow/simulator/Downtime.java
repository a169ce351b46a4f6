package dev.fleetshadow.simulator;

import java.time.Duration;

/**
 * Adds up for how long resources were out of service, and why, so that runs over the same faults can be compared.
 *
 * @param byFault a fault had reached its end
 * @param byAction an action kept a resource out of service that would have been in
 * @param byDomain an incident beyond the resource had cut it off
 */
public record Downtime(Duration byFault, Duration byAction, Duration byDomain) {

    public static final Downtime NONE = new Downtime(Duration.ZERO, Duration.ZERO, Duration.ZERO);

    /** Why a resource is out of service; where several reasons hold, the first. */
    enum Cause {
        FAULT,
        DOMAIN,
        ACTION
    }

    Downtime plus(Cause cause, Duration time) {
        return switch (cause) {
            case FAULT -> new Downtime(byFault.plus(time), byAction, byDomain);
            case ACTION -> new Downtime(byFault, byAction.plus(time), byDomain);
            case DOMAIN -> new Downtime(byFault, byAction, byDomain.plus(time));
        };
    }

    public Downtime plus(Downtime other) {
        return new Downtime(byFault.plus(other.byFault), byAction.plus(other.byAction), byDomain.plus(other.byDomain));
    }

    public Duration total() {
        return byFault.plus(byAction).plus(byDomain);
    }
}
