package dev.fleetshadow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The thresholds of many tests, and what the README shows, were seen on fleets of certain seeds: they stay the same. */
class FamiliarFleetTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    /** Sums of every metric over a day in which each fault begins and is cured. */
    private static final Map<String, Double> SUMS = Map.ofEntries(
            Map.entry("app.error.ratio", 19.041062074717654),
            Map.entry("app.request.latency.p99", 650.1865610244005),
            Map.entry("app.request.rate", 1537926.980674032),
            Map.entry("process.threads", 812690.0),
            Map.entry("system.cpu.utilization", 3042.443631281291),
            Map.entry("system.disk.operation_time", 38276.23932523063),
            Map.entry("system.filesystem.utilization", 4968.92870041426),
            Map.entry("system.memory.utilization", 4889.302792753504),
            Map.entry("system.network.io", 1.290600966822617E10),
            Map.entry("system.paging.utilization", 7.950000000000004));

    @Test
    void aFleetWithoutConsequencesIsTheFleetItAlwaysWas() {
        SimulatedFleet fleet = new SimulatedFleet(new FleetPlan(7, 3, Duration.ofMinutes(1), 42, START));
        Map<String, Double> sums = new TreeMap<>();
        List<Fault> faults =
                List.of(Fault.MEMORY_LEAK, Fault.CPU_RUNAWAY, Fault.DISK_FILLING, Fault.LATENCY_CREEP, Fault.CRASH);
        for (int step = 0; step < 1_440; step++) {
            for (int i = 0; i < faults.size(); i++) {
                String id = fleet.resourceIds().get(i);
                if (step == 100) {
                    fleet.inject(faults.get(i), id);
                }
                if (step == 600) {
                    fleet.execute(Commands.command("c1" + i, id, faults.get(i).cure(), fleet.now()));
                }
            }
            fleet.answers();
            for (StatusUpdate update : fleet.step()) {
                update.metrics().forEach((metric, value) -> sums.merge(metric, value, Double::sum));
            }
        }
        assertThat(sums.keySet()).isEqualTo(SUMS.keySet());
        SUMS.forEach((metric, sum) -> assertThat(sums.get(metric)).as(metric).isCloseTo(sum, within(1e-9 * sum)));
    }
}
