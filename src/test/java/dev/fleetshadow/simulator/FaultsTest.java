package dev.fleetshadow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Every fault goes its way, leaves its marks, and ends by what ends it and nothing else. */
class FaultsTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final String FIRST = "web-000";
    private static final String DISK_TIME = "system.disk.operation_time";
    private static final String LATENCY = "app.request.latency.p99";
    private static final String NETWORK = "system.network.io";
    private static final String MEMORY = "system.memory.utilization";

    private final SimulatedFleet fleet = fleet(3, World.GENTLE);

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"CRASH_LOOP", "FLAPPING", "SCARE"})
    void aRisingFaultIsAnOutageAtItsEndAndStaysOne(Fault fault) {
        fleet.inject(fault, FIRST);
        Instant outage = fleet.now().plus(fault.span());
        while (fleet.now().isBefore(outage)) {
            assertThat(first(fleet).status()).isEqualTo(ResourceStatus.RUNNING);
        }
        for (int step = 0; step < 300; step++) {
            assertThat(first(fleet).status()).isEqualTo(ResourceStatus.FAILED);
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"FLAPPING", "SCARE"})
    void onlyWhatWorksOnThisVeryFaultEndsIt(Fault fault) {
        for (AgentAction action : AgentAction.values()) {
            SimulatedFleet other = fleet(3, World.GENTLE);
            other.inject(fault, FIRST);
            Set<String> cures = other.faults().get(0).cures();
            other.execute(Commands.command("c1", FIRST, action.command(), other.now()));
            run(other, 3);
            other.answers();
            InjectedFault injected = other.faults().get(0);
            boolean works = cures.contains(action.command());
            assertThat(injected.active()).as("%s after %s", fault, action).isEqualTo(!works);
            assertThat(injected.curedByCommand()).isEqualTo(works);
            assertThat(injected.curedAt()).isEqualTo(works ? other.now() : null);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MEMORY_LEAK,restart-service",
        "CPU_RUNAWAY,rollback-release",
        "DISK_FILLING,clean-disk",
        "LATENCY_CREEP,redirect-traffic",
        "CRASH,restart-service",
        "BAD_RELEASE,rollback-release"
    })
    void theFirstCureOfAFamiliarFaultIsCertain(Fault fault, String cure) {
        assertThat(fault.cure()).isEqualTo(cure);
        assertThat(fault.cures().get(0).chance()).isEqualTo(1);
        assertThat(drawn(fault, fault.cures(), 40))
                .allSatisfy(cures -> assertThat(cures).contains(cure));
    }

    @Test
    void anUncertainCureWorksAboutAsOftenAsItsChanceSays() {
        List<Cure> cures = List.of(new Cure(AgentAction.RESTART_HOST, 0.3), new Cure(AgentAction.REPLACE, 0.9));
        List<Set<String>> drawn = drawn(Fault.DISK_LATENCY, cures, 1_000);
        assertThat(share(drawn, "restart-host")).isCloseTo(0.3, within(0.05));
        assertThat(share(drawn, "replace")).isCloseTo(0.9, within(0.05));
        assertThat(share(drawn, "restart-service")).isZero();
    }

    @Test
    void whatWorksIsTheSameInEveryRunOfTheSameSeed() {
        assertThat(drawn(Fault.COLLAPSE, Fault.COLLAPSE.cures(), 50))
                .isEqualTo(drawn(Fault.COLLAPSE, Fault.COLLAPSE.cures(), 50));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Cure(AgentAction.NOTIFY, 0))
                .withMessageContaining("notify");
    }

    @Test
    void aCrashLoopIsDownHalfOfTheTimeUntilTheReleaseIsRolledBack() {
        fleet.inject(Fault.CRASH_LOOP, FIRST);
        List<ResourceStatus> statuses = statuses(48);
        assertThat(statuses).filteredOn(ResourceStatus.FAILED::equals).hasSize(24);
        assertThat(IntStream.range(1, 48)
                        .filter(i -> statuses.get(i) != statuses.get(i - 1))
                        .count())
                .isEqualTo(11);
        fleet.execute(Commands.command("c1", FIRST, "rollback-release", fleet.now()));
        run(fleet, 3);
        assertThat(statuses(48)).containsOnly(ResourceStatus.RUNNING);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLAPPING", "SCARE"})
    void theHarmlessEndsByItselfAndIsNeverAnOutage(Fault fault) {
        fleet.inject(fault, FIRST);
        for (AgentAction action : AgentAction.values()) {
            fleet.execute(Commands.command(action.command(), FIRST, action.command(), fleet.now()));
            run(fleet, 3);
        }
        assertThat(fleet.faults().get(0).active()).as("no action ends it").isTrue();
        assertThat(fleet.needsHelp(FIRST)).isFalse();
        assertThat(statuses((int) fault.span().toMinutes())).containsOnly(ResourceStatus.RUNNING);
        assertThat(fleet.faults().get(0).active()).isFalse();
        assertThat(fleet.faults().get(0).curedByCommand()).isFalse();
        assertThat(fleet.downtimes().get(FIRST)).isEqualTo(Downtime.NONE);
        assertThat(fleet.actions())
                .allSatisfy(action -> assertThat(action.needed()).isFalse());
    }

    @Test
    void flappingComesAndGoesManyTimes() {
        Course course = Course.FLAPPING;
        long turns = IntStream.range(1, 720)
                .filter(minute -> course.progress(minute, 720) > 0 && course.progress(minute - 1, 720) == 0)
                .count();
        assertThat(turns).isEqualTo(7);
    }

    @Test
    void aScareRisesLikeAFaultAndSubsides() {
        assertThat(Fault.SCARE.progress(0)).isZero();
        assertThat(Fault.SCARE.progress(50)).isGreaterThan(0.2).isLessThan(1);
        assertThat(Fault.SCARE.progress(25)).isEqualTo(Fault.SCARE.progress(75));
        assertThat(Fault.SCARE.progress(100)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "DISK_LATENCY, system.disk.operation_time, 3, 20",
        "NETWORK_DEGRADATION, system.network.io, 0.3, 0.9",
        "NETWORK_DEGRADATION, app.request.latency.p99, 1.5, 5",
        "COLLAPSE, system.cpu.utilization, 1.3, 5",
        "SLOW_LEAK, system.memory.utilization, 1.3, 2.5",
    })
    void aFaultLeavesItsMarks(Fault fault, String metric, double atLeast, double atMost) {
        SimulatedFleet well = fleet(3, World.GENTLE);
        fleet.inject(fault, FIRST);
        long steps = fault.span().toMinutes() - 2;
        double ill = 0;
        double healthy = 0;
        for (long step = 0; step < steps; step++) {
            double weight = step >= steps * 2 / 3 ? 1 : 0;
            ill += weight * first(fleet).metrics().get(metric);
            healthy += weight * first(well).metrics().get(metric);
        }
        assertThat(ill / healthy).isBetween(atLeast, atMost);
    }

    @Test
    void theMarksOfOneFaultAreNotThoseOfAnother() {
        assertThat(changed(Fault.DISK_LATENCY)).contains(DISK_TIME, LATENCY).doesNotContain(NETWORK, MEMORY);
        assertThat(changed(Fault.NETWORK_DEGRADATION))
                .contains(NETWORK, LATENCY)
                .doesNotContain(DISK_TIME, MEMORY);
        assertThat(changed(Fault.SLOW_LEAK)).contains(MEMORY).doesNotContain(NETWORK, DISK_TIME);
    }

    @Test
    void aPersonRepairsWhatNobodyCuresWhereThereIsOne() {
        SimulatedFleet manned = fleet(3, World.REAL);
        manned.inject(Fault.COLLAPSE, FIRST);
        fleet.inject(Fault.COLLAPSE, FIRST);
        int minutes = (int) Fault.COLLAPSE.span().plus(World.REAL.repairAfter()).toMinutes();
        run(manned, minutes + 1);
        run(fleet, 10 * minutes);
        assertThat(manned.faults().get(0).curedBy()).isEqualTo(InjectedFault.PERSON);
        assertThat(manned.faults().get(0).curedByCommand()).isFalse();
        assertThat(manned.downtimes().get(FIRST).byFault()).isEqualTo(World.REAL.repairAfter());
        assertThat(fleet.faults().get(0).active()).as("nobody comes").isTrue();
    }

    /** The metrics that are at least a tenth off at half of the way. */
    private static List<String> changed(Fault fault) {
        SimulatedFleet ill = fleet(3, World.GENTLE);
        SimulatedFleet well = fleet(3, World.GENTLE);
        ill.inject(fault, FIRST);
        StatusUpdate last = null;
        StatusUpdate lastWell = null;
        for (long step = 0; step <= fault.span().toMinutes() / 2; step++) {
            last = first(ill);
            lastWell = first(well);
        }
        List<String> changed = new ArrayList<>();
        for (String metric : last.metrics().keySet()) {
            double ratio = last.metrics().get(metric) / lastWell.metrics().get(metric);
            if (Math.abs(Math.log(ratio)) > 0.1) {
                changed.add(metric);
            }
        }
        return changed;
    }

    private static List<Set<String>> drawn(Fault fault, List<Cure> cures, int times) {
        SimulatedFleet many = new SimulatedFleet(new FleetPlan(times, 1, Duration.ofMinutes(1), 5, START));
        many.resourceIds().forEach(id -> many.inject(fault, id, cures));
        return many.faults().stream().map(InjectedFault::cures).toList();
    }

    private static double share(List<Set<String>> drawn, String action) {
        return (double) drawn.stream().filter(cures -> cures.contains(action)).count() / drawn.size();
    }

    private List<ResourceStatus> statuses(int steps) {
        List<ResourceStatus> statuses = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            fleet.answers();
            statuses.add(first(fleet).status());
        }
        return statuses;
    }

    private static StatusUpdate first(SimulatedFleet fleet) {
        return fleet.step().get(0);
    }

    private static void run(SimulatedFleet fleet, int steps) {
        for (int i = 0; i < steps; i++) {
            fleet.step();
        }
    }

    private static SimulatedFleet fleet(long seed, World world) {
        return new SimulatedFleet(new FleetPlan(4, 2, Duration.ofMinutes(1), seed, START, world));
    }
}
