package dev.fleetshadow.cli;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.simulator.Fault;
import dev.fleetshadow.simulator.FleetPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What the demo simulates.
 *
 * @param duration of {@link #LIVE}, on the clock of the wall
 */
record DemoPlan(
        int resources, Duration duration, long seed, Mode mode, Set<Fault> faults, boolean restart, int webPort) {

    /** Scores begin after three days; with two more the calibration has seen enough nights to trust. */
    static final Duration HISTORY = Duration.ofDays(5);

    /** Long enough for the slowest fault to be found, cured and verified twice over. */
    static final Duration LIVE = Duration.ofHours(6);

    static final Duration INTERVAL = Duration.ofMinutes(1);

    /** A Monday. Fixed, so that a seed means the same fleet on every day. */
    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private static final int FEWEST_GROUPS = 5;
    private static final int RESOURCES_PER_GROUP = 10;

    int groups() {
        int wanted = Math.max(FEWEST_GROUPS, (resources + RESOURCES_PER_GROUP - 1) / RESOURCES_PER_GROUP);
        return Math.min(resources, wanted);
    }

    FleetPlan fleet() {
        return new FleetPlan(resources, groups(), INTERVAL, seed, START);
    }

    Instant liveFrom() {
        return START.plus(HISTORY);
    }

    int liveSteps() {
        return (int) LIVE.dividedBy(INTERVAL);
    }

    /** How much faster than the wall's the simulated clock runs. */
    double speed() {
        return (double) LIVE.toNanos() / duration.toNanos();
    }
}
