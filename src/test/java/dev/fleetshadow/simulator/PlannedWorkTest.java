package dev.fleetshadow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What people plan for a fleet is no fault: a deploy, maintenance, resources that join and leave. */
class PlannedWorkTest {

    private final TwinFleets twins = new TwinFleets();
    private final SimulatedFleet fleet = twins.fleet;
    private final SimulatedFleet calm = twins.calm;

    @Test
    void aDeployReachesEveryMemberOfAServiceInTurn() {
        fleet.begin(deploy("web", null));
        Map<String, List<ResourceStatus>> phases = new HashMap<>();
        for (int step = 0; step < 40; step++) {
            fleet.step()
                    .forEach(update -> phases.computeIfAbsent(update.resourceId(), id -> new ArrayList<>())
                            .add(update.status()));
        }
        for (Resource resource : fleet.resources()) {
            boolean web = TwinFleets.label(resource, "service").equals("web");
            assertThat(TwinFleets.label(resource, "version")).isEqualTo(web ? "2.0.0" : "1.0.0");
            assertThat(Set.copyOf(phases.get(resource.id())))
                    .isEqualTo(
                            web
                                    ? Set.of(
                                            ResourceStatus.RUNNING,
                                            ResourceStatus.DRAINING,
                                            ResourceStatus.PROVISIONING)
                                    : Set.of(ResourceStatus.RUNNING));
        }
        assertThat(fleet.faults()).isEmpty();
        assertThat(fleet.downtimes().values()).as("it was drained before").containsOnly(Downtime.NONE);
    }

    @Test
    void aBadReleaseMakesEveryMemberIllInTheSameWayAndOnlyRollingBackHelps() {
        fleet.begin(deploy("web", Fault.MEMORY_LEAK));
        twins.run(40);
        assertThat(fleet.faults()).hasSize(12).allSatisfy(fault -> {
            assertThat(fault.fault()).isEqualTo(Fault.BAD_RELEASE);
            assertThat(fault.failureMode()).isEqualTo("memory-exhaustion");
            assertThat(fault.cures()).containsExactly("rollback-release");
        });
        List<String> ill =
                fleet.faults().stream().map(InjectedFault::resourceId).toList();
        fleet.execute(Commands.command("c1", ill.get(0), "restart-service", fleet.now()));
        fleet.execute(Commands.command("c2", ill.get(1), "rollback-release", fleet.now()));
        twins.run(5);
        assertThat(fleet.needsHelp(ill.get(0))).isTrue();
        assertThat(fleet.needsHelp(ill.get(1))).isFalse();
        assertThat(fleet.resources())
                .filteredOn(resource -> resource.id().equals(ill.get(1)))
                .allSatisfy(resource ->
                        assertThat(TwinFleets.label(resource, "version")).isEqualTo("1.0.0"));
        twins.run(360);
        assertThat(fleet.downtimes().get(ill.get(2)).byFault()).isPositive();
        assertThat(fleet.downtimes().get(ill.get(1)).byFault()).isZero();
    }

    @Test
    void onlyAServiceThatExistsIsDeployedAndOnlyWithAnIllnessThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fleet.begin(deploy("mail", null)))
                .withMessageContaining("mail");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> deploy("web", Fault.CRASH))
                .withMessageContaining("MEMORY_LEAK")
                .withMessageContaining("CRASH");
    }

    @Test
    void plannedWorkDrainsAResourceAndBringsItUpAnew() {
        String id = twins.member("group", "web/zone-1");
        fleet.maintain(id, Duration.ofMinutes(30));
        List<ResourceStatus> statuses = new ArrayList<>();
        double load = 0;
        double usual = 0;
        for (int step = 0; step < 35; step++) {
            StatusUpdate own = TwinFleets.of(fleet.step(), id);
            statuses.add(own.status());
            load += step < 30 ? own.metrics().get("app.request.rate") : 0;
            usual += step < 30 ? TwinFleets.of(calm.step(), id).metrics().get("app.request.rate") : 0;
        }
        assertThat(statuses.subList(0, 30)).containsOnly(ResourceStatus.DRAINING);
        assertThat(statuses.subList(30, 32)).containsOnly(ResourceStatus.PROVISIONING);
        assertThat(statuses.subList(32, 35)).containsOnly(ResourceStatus.RUNNING);
        assertThat(load).isLessThan(0.2 * usual);
        assertThat(fleet.downtimes().values()).containsOnly(Downtime.NONE);
    }

    @Test
    void aFleetGrowsAndShrinks() {
        twins.run(10);
        String joined = fleet.join("web/zone-2");
        String left = twins.member("group", "web/zone-2");
        assertThat(TwinFleets.of(fleet.step(), joined).status()).isEqualTo(ResourceStatus.PROVISIONING);
        fleet.leave(left);
        List<ResourceStatus> last = new ArrayList<>();
        for (int step = 0; step < 10; step++) {
            fleet.step().stream()
                    .filter(update -> update.resourceId().equals(left))
                    .forEach(update -> last.add(update.status()));
        }
        assertThat(last).hasSize(6).endsWith(ResourceStatus.STOPPED);
        assertThat(last.subList(0, 5)).containsOnly(ResourceStatus.DRAINING);
        assertThat(fleet.resourceIds()).contains(joined).doesNotContain(left).hasSize(60);
        assertThat(TwinFleets.of(fleet.step(), joined).status()).isEqualTo(ResourceStatus.RUNNING);
        assertThat(fleet.downtimes()).containsKey(left);
        fleet.execute(Commands.command("c1", left, "notify", fleet.now()));
        twins.run(5);
        assertThat(fleet.answers()).as("nobody is there any more").isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fleet.join("web/zone-9"))
                .withMessageContaining("web/zone-9");
    }

    @Test
    void othersDoNotNoticeWhoComesAndGoes() {
        fleet.join("web/zone-2");
        fleet.leave(twins.member("group", "web/zone-2"));
        twins.run(30);
        Map<String, Double> there = TwinFleets.of(calm.step(), "api-001").metrics();
        Map<String, Double> here = TwinFleets.of(fleet.step(), "api-001").metrics();
        // Reports come some seconds earlier or later, while the load moves on.
        here.forEach((metric, value) -> assertThat(value).as(metric).isCloseTo(there.get(metric), withinPercentage(1)));
    }

    @Test
    void oneFleetLeftToItselfBecomesEmpty() {
        SimulatedFleet one = new SimulatedFleet(new FleetPlan(1, 1, Duration.ofMinutes(1), 3, TwinFleets.START));
        one.leave("web-000");
        for (int step = 0; step < 10; step++) {
            one.step();
        }
        assertThat(one.step()).isEmpty();
    }

    private Deploy deploy(String service, Fault brings) {
        return new Deploy(service, "2.0.0", fleet.now(), Duration.ofMinutes(2), brings);
    }
}
