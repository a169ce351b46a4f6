package dev.fleetshadow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.HealthScorer;
import dev.fleetshadow.health.HealthSettings;
import dev.fleetshadow.health.HeapMemory;
import dev.fleetshadow.health.ResourceShadow;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Leaks and filling disks are foreseen hours before the outage; healthy services are not said to reach a limit. */
class FaultsAreForeseenTest {

    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration HEALTHY = Duration.ofDays(4);
    private static final String MEMORY = "system.memory.utilization";
    private static final String DISK = "system.filesystem.utilization";

    private final HealthScorer scorer = new HealthScorer(HealthSettings.DEFAULT);
    private final Map<String, ResourceShadow> shadows = new HashMap<>();
    private final Map<String, HeapMemory> cold = new HashMap<>();
    private SimulatedFleet fleet;

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {2, 9, 20})
    void theTimeThatIsLeftIsToldAndNobodyElseIsAccused(long seed) throws IOException {
        fleet = new SimulatedFleet(new FleetPlan(4, 2, Duration.ofMinutes(1), seed, START));
        assertThat(observe(HEALTHY)).isEmpty();
        String leaking = fleet.resourceIds().get(0);
        String filling = fleet.resourceIds().get(1);
        fleet.inject(Fault.MEMORY_LEAK, leaking);
        fleet.inject(Fault.DISK_FILLING, filling);
        Instant begun = fleet.now();
        List<HealthReport> told = observe(Duration.ofHours(3));
        assertThat(told).extracting(HealthReport::resourceId).containsOnly(leaking, filling);
        assertForeseen(told, leaking, MEMORY, begun, Fault.MEMORY_LEAK.span());
        assertForeseen(told, filling, DISK, begun, Fault.DISK_FILLING.span());
    }

    private static void assertForeseen(
            List<HealthReport> told, String resource, String metric, Instant begun, Duration untilOutage) {
        List<HealthReport> own = told.stream()
                .filter(report -> report.resourceId().equals(resource))
                .toList();
        assertThat(own.get(0).observedAt()).as("first told").isBefore(begun.plus(untilOutage.dividedBy(3)));
        List<TimeToLimit> last = own.get(own.size() - 1).timesToLimit();
        assertThat(last).extracting(TimeToLimit::metric).containsExactly(metric);
        Instant outage = begun.plus(untilOutage);
        assertThat(last.get(0).earliest()).isBefore(outage);
        assertThat(last.get(0).latest()).isAfter(outage);
        assertThat(Duration.between(outage, last.get(0).likely()).abs()).isLessThan(Duration.ofMinutes(75));
    }

    /** The reports that tell of a limit to be reached. */
    private List<HealthReport> observe(Duration duration) throws IOException {
        List<HealthReport> told = new ArrayList<>();
        for (long step = 0; step < duration.toMinutes(); step++) {
            for (StatusUpdate update : fleet.step()) {
                ResourceShadow shadow = shadows.computeIfAbsent(update.resourceId(), id -> ResourceShadow.cold());
                HeapMemory memory = cold.computeIfAbsent(update.resourceId(), id -> new HeapMemory());
                HealthReport report = scorer.observe(shadow, update, memory);
                if (!report.timesToLimit().isEmpty()) {
                    told.add(report);
                }
            }
        }
        return told;
    }
}
