package dev.fleetshadow.simulator;

import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Two fleets of one seed, one of which is left alone: what differs between them is what was done to the other. */
final class TwinFleets {

    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    /** Five services in three zones. */
    final SimulatedFleet fleet = fleet();

    final SimulatedFleet calm = fleet();

    void run(int steps) {
        for (int step = 0; step < steps; step++) {
            fleet.step();
            calm.step();
        }
    }

    String member(String label, String value) {
        return fleet.resources().stream()
                .filter(resource -> value.equals(label.equals("group") ? resource.group() : label(resource, label)))
                .findFirst()
                .orElseThrow()
                .id();
    }

    static StatusUpdate of(List<StatusUpdate> updates, String resourceId) {
        return updates.stream()
                .filter(update -> update.resourceId().equals(resourceId))
                .findAny()
                .orElseThrow();
    }

    static String label(Resource resource, String label) {
        return resource.labels().get(label);
    }

    private static SimulatedFleet fleet() {
        return new SimulatedFleet(new FleetPlan(60, 15, Duration.ofMinutes(1), 3, START, World.REAL));
    }
}
