package dev.fleetshadow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A simulated fleet does what its plan says, and obeys commands as an agent should. */
class SimulatedFleetTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final String FIRST = "web-000";

    @Test
    void theSameSeedMakesTheSameFleetAndAnotherSeedAnother() {
        assertThat(day(7)).isEqualTo(day(7)).isNotEqualTo(day(8));
    }

    @Test
    void everyResourceReportsOncePerStepInOrderOfTime() {
        SimulatedFleet fleet = fleet(7);
        for (int step = 0; step < 50; step++) {
            Instant from = fleet.now();
            List<StatusUpdate> updates = fleet.step();
            assertThat(updates).extracting(StatusUpdate::resourceId).containsExactlyElementsOf(fleet.resourceIds());
            assertThat(updates).extracting(StatusUpdate::observedAt).isSorted();
            assertThat(fleet.now()).isEqualTo(from.plusSeconds(60));
            assertThat(updates.get(updates.size() - 1).observedAt()).isBefore(fleet.now());
        }
    }

    @Test
    void metricsAreAlwaysUsableNumbersAndRatiosAreRatios() {
        SimulatedFleet fleet = fleet(9);
        fleet.inject(Fault.MEMORY_LEAK, fleet.resourceIds().get(0));
        fleet.inject(Fault.CPU_RUNAWAY, fleet.resourceIds().get(1));
        for (int step = 0; step < 600; step++) {
            for (StatusUpdate update : fleet.step()) {
                update.metrics().forEach((metric, value) -> {
                    assertThat(value).as(metric).isFinite().isNotNegative();
                    if (metric.endsWith("utilization") || metric.endsWith("ratio")) {
                        assertThat(value).as(metric).isLessThanOrEqualTo(1);
                    }
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.fleetshadow.simulator.Fault#familiar")
    void theOutageComesAtTheMinutePromisedAndLastsUntilTheCure(Fault fault) {
        SimulatedFleet fleet = fleet(3);
        run(fleet, 10);
        fleet.inject(fault, FIRST);
        Instant outage = fleet.now().plus(fault.span());
        while (fleet.now().isBefore(outage)) {
            assertThat(fleet.step().get(0).status()).isEqualTo(ResourceStatus.RUNNING);
        }
        assertThat(fleet.step().get(0).status()).isEqualTo(ResourceStatus.FAILED);
        assertThat(fleet.step().get(0).metrics()).isEmpty();
        assertThat(fleet.faults().get(0).becameOutage(fleet.now())).isTrue();
        fleet.execute(Commands.command("c1", FIRST, fault.cure(), fleet.now()));
        run(fleet, 3);
        assertThat(fleet.answers())
                .extracting(RemediationOutcome::state)
                .containsExactly(CommandState.IN_PROGRESS, CommandState.SUCCESS);
        assertThat(fleet.step().get(0).status()).isEqualTo(ResourceStatus.RUNNING);
        assertThat(fleet.faults().get(0).curedBy()).isEqualTo("c1");
    }

    @Test
    void aResourceHasOneFaultAtATime() {
        SimulatedFleet fleet = fleet(3);
        fleet.inject(Fault.CRASH, FIRST);
        assertThatIllegalStateException()
                .isThrownBy(() -> fleet.inject(Fault.MEMORY_LEAK, FIRST))
                .withMessageContaining(FIRST);
    }

    @ParameterizedTest
    @EnumSource(names = {"MEMORY_LEAK", "DISK_FILLING"})
    void anAgentPredictsTheFailureItCanSeeComing(Fault fault) {
        SimulatedFleet fleet = fleet(3);
        run(fleet, 120);
        fleet.inject(fault, FIRST);
        Instant outage = fleet.now().plus(fault.span());
        StatusUpdate update = null;
        while (fleet.now().isBefore(outage.minus(Duration.ofHours(1)))) {
            update = fleet.step().get(0);
        }
        assertThat(update.prediction().failureMode()).isEqualTo(fault.failureMode());
        assertThat(update.prediction().probability()).isBetween(0.9, 1.0);
        assertThat(update.prediction().expectedAt())
                .isBetween(outage.minus(Duration.ofMinutes(45)), outage.plus(Duration.ofMinutes(45)));
    }

    @ParameterizedTest
    @CsvSource({"0,1,PT1M,resources", "3,4,PT1M,groups", "3,0,PT1M,groups", "3,1,PT0.5S,interval", "3,1,PT2H,interval"})
    void aPlanThatCannotWorkIsRefused(int resources, int groups, Duration interval, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FleetPlan(resources, groups, interval, 1, START))
                .withMessageStartingWith(named);
    }

    private static List<StatusUpdate> day(long seed) {
        SimulatedFleet fleet = fleet(seed);
        List<StatusUpdate> updates = new ArrayList<>();
        for (int step = 0; step < 1_440; step++) {
            if (step == 100) {
                fleet.inject(Fault.LATENCY_CREEP, FIRST);
            }
            if (step == 300) {
                fleet.execute(Commands.command("c1", FIRST, "redirect-traffic", fleet.now()));
            }
            fleet.answers();
            updates.addAll(fleet.step());
        }
        return updates;
    }

    private static void run(SimulatedFleet fleet, int steps) {
        for (int i = 0; i < steps; i++) {
            fleet.step();
        }
    }

    private static SimulatedFleet fleet(long seed) {
        return new SimulatedFleet(new FleetPlan(4, 2, Duration.ofMinutes(1), seed, START));
    }
}
