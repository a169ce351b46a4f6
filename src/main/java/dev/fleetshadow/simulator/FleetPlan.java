package dev.fleetshadow.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * Describes a simulated fleet.
 *
 * @param resources 1..{@value #MOST_RESOURCES}
 * @param groups 1..resources
 * @param interval between two reports of a resource, a second to an hour
 * @param seed the same seed makes the same fleet
 * @param start time of the first report
 * @param world what actions cost, and whether people repair what is down
 */
public record FleetPlan(int resources, int groups, Duration interval, long seed, Instant start, World world) {

    public static final int MOST_RESOURCES = 1_000_000;

    public FleetPlan {
        if (resources < 1 || resources > MOST_RESOURCES) {
            throw new IllegalArgumentException("resources must be 1.." + MOST_RESOURCES + ", not " + resources);
        }
        if (groups < 1 || groups > resources) {
            throw new IllegalArgumentException("groups must be 1.." + resources + ", not " + groups);
        }
        if (interval.compareTo(Duration.ofSeconds(1)) < 0 || interval.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("interval must be PT1S..PT1H, not " + interval);
        }
    }

    /** A fleet in a gentle world. */
    public FleetPlan(int resources, int groups, Duration interval, long seed, Instant start) {
        this(resources, groups, interval, seed, start, World.GENTLE);
    }

    FleetPlan onward(long other) {
        return new FleetPlan(resources, groups, interval, other, start, world);
    }
}
