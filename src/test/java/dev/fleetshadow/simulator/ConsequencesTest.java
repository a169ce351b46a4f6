package dev.fleetshadow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where actions have consequences, acting costs something, and acting for nothing costs as much. */
class ConsequencesTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final String FIRST = "web-000";
    private static final String CPU = "system.cpu.utilization";
    private static final String DISK_TIME = "system.disk.operation_time";

    private final SimulatedFleet fleet = fleet(World.REAL);
    private final SimulatedFleet left = fleet(World.REAL);

    @ParameterizedTest
    @CsvSource({
        "restart-service,2", "restart-host,6", "replace,15", "rollback-release,3", "redirect-traffic,0",
        "drain-traffic,0", "scale-up,0", "clean-disk,0", "notify,0", "collect-diagnostics,0"
    })
    void anActionOnAHealthyResourceCostsItsDowntimeAndHelpsNobody(String action, int minutes) {
        act(action);
        run(40);
        Downtime downtime = fleet.downtimes().get(FIRST);
        assertThat(downtime.byAction()).isEqualTo(Duration.ofMinutes(minutes));
        assertThat(downtime.total()).isEqualTo(downtime.byAction());
        ActionTaken taken = fleet.actions().get(0);
        assertThat(taken.needed()).isFalse();
        assertThat(taken.effect()).isEqualTo(ActionTaken.Effect.NO_USE);
        assertThat(fleet.downtimes().get("api-001")).isEqualTo(Downtime.NONE);
    }

    @ParameterizedTest
    @EnumSource
    void inAGentleWorldNoActionCostsAnything(AgentAction action) {
        SimulatedFleet gentle = fleet(World.GENTLE);
        gentle.execute(Commands.command("c1", FIRST, action.command(), gentle.now()));
        for (int step = 0; step < 40; step++) {
            assertThat(gentle.step())
                    .hasSize(6)
                    .allSatisfy(update -> assertThat(update.status()).isEqualTo(ResourceStatus.RUNNING));
        }
        assertThat(gentle.downtimes().values()).containsOnly(Downtime.NONE);
    }

    @Test
    void aRightActionInTimeCostsItsDowntimeInsteadOfTheOutage() {
        fleet.inject(Fault.MEMORY_LEAK, FIRST);
        left.inject(Fault.MEMORY_LEAK, FIRST);
        run(60);
        act("restart-service");
        run(600);
        assertThat(fleet.downtimes().get(FIRST))
                .isEqualTo(new Downtime(Duration.ZERO, Duration.ofMinutes(2), Duration.ZERO));
        assertThat(left.downtimes().get(FIRST).byFault()).isEqualTo(World.REAL.repairAfter());
        assertThat(fleet.actions()).extracting(ActionTaken::needed).containsExactly(true);
        assertThat(fleet.actions()).extracting(ActionTaken::effect).containsExactly(ActionTaken.Effect.CURED);
    }

    @Test
    void aWrongActionDoesNotHelpAndCostsOnTop() {
        fleet.inject(Fault.DISK_FILLING, FIRST);
        run(60);
        act("restart-service");
        run(900);
        assertThat(fleet.downtimes().get(FIRST))
                .isEqualTo(new Downtime(World.REAL.repairAfter(), Duration.ofMinutes(2), Duration.ZERO));
        assertThat(fleet.actions()).extracting(ActionTaken::effect).containsExactly(ActionTaken.Effect.NO_USE);
    }

    @Test
    void whatIsDownAnywayIsDownForItsFault() {
        fleet.inject(Fault.CRASH, FIRST);
        run(10);
        act("restart-host");
        run(60);
        assertThat(fleet.downtimes().get(FIRST))
                .isEqualTo(new Downtime(Duration.ofMinutes(17), Duration.ZERO, Duration.ZERO));
    }

    @Test
    void aServiceThatRestartsReportsWithoutMetricsAndAHostNotAtAll() {
        act("restart-service");
        assertThat(heard(3)).containsExactly("RUNNING", "PROVISIONING, no metrics", "PROVISIONING, no metrics");
        run(30);
        fleet.answers();
        act("restart-host");
        assertThat(heard(9)).containsExactly("RUNNING", "", "", "", "", "", "", "PROVISIONING", "PROVISIONING");
        assertThat(heard(1)).containsExactly("RUNNING");
    }

    @Test
    void aRestartIsFollowedByNoiseForAboutTenMinutes() {
        act("restart-service");
        run(3);
        assertThat(ratio(CPU, 3)).isGreaterThan(1.3);
        assertThat(ratio(DISK_TIME, 2)).isGreaterThan(1.5);
        run(10);
        assertThat(ratio(CPU, 20)).isBetween(0.8, 1.2);
    }

    @Test
    void movedTrafficBurdensThePeersOfTheGroupALittleAndForAWhile() {
        act("drain-traffic");
        run(3);
        fleet.answers();
        double own = ratio("app.request.rate", 0, 3);
        assertThat(own).isLessThan(0.7);
        assertThat(ratio("app.request.rate", 2, 3)).as("a peer").isBetween(1.1, 1.5);
        assertThat(ratio("app.request.rate", 1, 3)).as("another group").isEqualTo(1);
        run(60);
        assertThat(ratio("app.request.rate", 2, 3)).isBetween(0.99, 1.01);
    }

    /** Ratio of what the first resource reports to what it would have reported had nobody acted. */
    private double ratio(String metric, int steps) {
        return ratio(metric, 0, steps);
    }

    private double ratio(String metric, int resource, int steps) {
        double here = 0;
        double there = 0;
        for (int step = 0; step < steps; step++) {
            here += fleet.step().get(resource).metrics().get(metric);
            there += left.step().get(resource).metrics().get(metric);
        }
        return here / there;
    }

    private List<String> heard(int steps) {
        List<String> heard = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            Optional<StatusUpdate> own = fleet.step().stream()
                    .filter(update -> update.resourceId().equals(FIRST))
                    .findAny();
            heard.add(own.map(update -> update.status() + (update.metrics().isEmpty() ? ", no metrics" : ""))
                    .orElse(""));
        }
        return heard;
    }

    private void act(String action) {
        fleet.execute(Commands.command(action, FIRST, action, fleet.now()));
    }

    private void run(int steps) {
        for (int step = 0; step < steps; step++) {
            fleet.step();
            left.step();
        }
    }

    private static SimulatedFleet fleet(World world) {
        return new SimulatedFleet(new FleetPlan(6, 2, Duration.ofMinutes(1), 3, START, world));
    }
}
