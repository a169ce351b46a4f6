package dev.fleetshadow.proof;

import dev.fleetshadow.health.HealthSettings;
import dev.fleetshadow.simulator.FleetPlan;
import dev.fleetshadow.simulator.SimulatedFleet;
import dev.fleetshadow.simulator.World;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;

/** A fleet of a seed with days behind it in which nothing happened, and its shadows, so that many stories begin there. */
public final class LearnedFleet {

    /** Scores begin after three days; with two more the calibration has seen enough nights to trust. */
    public static final Duration HISTORY = Duration.ofDays(5);

    public static final int RESOURCES = 60;
    public static final int GROUPS = 15;
    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** A Monday. Fixed, so that a seed means the same fleet on every day. */
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private final long seed;
    private final SimulatedFleet fleet;
    private final Shadows shadows = Shadows.unknown(HealthSettings.DEFAULT);

    private LearnedFleet(long seed) {
        this.seed = seed;
        this.fleet = new SimulatedFleet(new FleetPlan(RESOURCES, GROUPS, INTERVAL, seed, START, World.REAL));
    }

    /** Lives through the history of the fleet of this seed. */
    public static LearnedFleet of(long seed) {
        LearnedFleet learned = new LearnedFleet(seed);
        for (long step = HISTORY.dividedBy(INTERVAL); step > 0; step--) {
            for (StatusUpdate update : learned.fleet.step()) {
                learned.shadows.observe(update);
            }
        }
        return learned;
    }

    public long seed() {
        return seed;
    }

    /** The fleet at the end of its history, with noise of this seed to come. */
    SimulatedFleet fleet(long noise) {
        return fleet.continued(noise);
    }

    Shadows shadows() {
        return shadows.copy();
    }
}
