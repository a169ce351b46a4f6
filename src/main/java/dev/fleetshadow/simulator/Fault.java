package dev.fleetshadow.simulator;

import java.time.Duration;

/** What can go wrong with a simulated service: slowly, except for the crash. */
public enum Fault {
    MEMORY_LEAK("memory-exhaustion", "restart-service", Duration.ofHours(6)),
    CPU_RUNAWAY("cpu-saturation", "rollback-release", Duration.ofHours(4)),
    DISK_FILLING("disk-filling", "clean-disk", Duration.ofHours(8)),
    LATENCY_CREEP("latency-creep", "redirect-traffic", Duration.ofHours(5)),
    CRASH("crash", "restart-service", Duration.ZERO);

    private final String failureMode;
    private final String cure;
    private final Duration untilOutage;

    Fault(String failureMode, String cure, Duration untilOutage) {
        this.failureMode = failureMode;
        this.cure = cure;
        this.untilOutage = untilOutage;
    }

    /** The failure mode that a right diagnosis names. */
    public String failureMode() {
        return failureMode;
    }

    /** The one action that ends it. */
    public String cure() {
        return cure;
    }

    /** From its beginning to the failure of the service, if nobody does anything. */
    public Duration untilOutage() {
        return untilOutage;
    }

    /** Whether it is an outage from its beginning, so that nothing can be predicted. */
    public boolean immediate() {
        return untilOutage.isZero();
    }
}
