package dev.fleetshadow.proof;

import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.simulator.SimulatedFleet;
import java.time.Instant;

/** What the author of a scenario can reach while it is played. */
interface Stage {

    SimulatedFleet fleet();

    Instant now();

    /** Says something to whoever looks after the fleet. */
    void order(ControlMessage order);

    /** From now on whoever looks after the fleet hears nothing and does nothing, until {@link #start}. */
    void stop();

    /** What was said meanwhile arrives at once. */
    void start();
}
