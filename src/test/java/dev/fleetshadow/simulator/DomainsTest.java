package dev.fleetshadow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What hits many resources at once, and what is planned for them. */
class DomainsTest {

    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final String LATENCY = "app.request.latency.p99";

    /** Five services in three zones. */
    private final SimulatedFleet fleet = fleet();

    private final SimulatedFleet calm = fleet();

    @Test
    void everyResourceTellsWhereItStandsAndWhatItRuns() {
        assertThat(fleet.resources()).allSatisfy(resource -> {
            assertThat(resource.kind()).isEqualTo("service");
            assertThat(resource.labels()).containsOnlyKeys("zone", "rack", "service", "version");
            assertThat(resource.group()).isEqualTo(label(resource, "service") + "/" + label(resource, "zone"));
            assertThat(label(resource, "rack")).startsWith(label(resource, "zone") + "-rack-");
        });
        assertThat(values("zone")).containsExactly("zone-1", "zone-2", "zone-3");
        assertThat(values("service")).containsExactly("api", "cache", "queue", "search", "web");
        assertThat(values("version")).containsExactly("1.0.0");
        assertThat(values("rack")).hasSize(9);
    }

    @Test
    void aBadNetworkDegradesItsZoneAndNoOtherAndEndsByItself() {
        fleet.begin(incident(DomainIncident.Kind.NETWORK, "zone=zone-2", 90));
        run(15);
        Map<String, Double> slower = ratios(LATENCY);
        for (Resource resource : fleet.resources()) {
            boolean hit = label(resource, "zone").equals("zone-2");
            assertThat(slower.get(resource.id())).isBetween(hit ? 2.0 : 1.0, hit ? 5.0 : 1.0);
        }
        run(90);
        assertThat(ratios(LATENCY).values())
                .allSatisfy(ratio -> assertThat(ratio).isBetween(0.5, 2.0));
    }

    @Test
    void inItsMiddleTheZoneIsCutOffAndThatIsNobodysFault() {
        fleet.begin(incident(DomainIncident.Kind.NETWORK, "zone=zone-2", 90));
        run(30);
        String inside = member("zone", "zone-2");
        assertThat(fleet.step())
                .hasSize(40)
                .noneMatch(update -> label(update.resource(), "zone").equals("zone-2"));
        fleet.execute(Commands.command("c1", inside, "notify", fleet.now()));
        run(28);
        assertThat(fleet.answers()).as("nobody is reached").isEmpty();
        run(2);
        assertThat(fleet.answers()).as("the command has waited").isNotEmpty();
        run(60);
        assertThat(fleet.downtimes()).allSatisfy((id, downtime) -> {
            boolean hit = id.equals(inside) || zoneOf(id).equals("zone-2");
            assertThat(downtime.byDomain()).isEqualTo(hit ? Duration.ofMinutes(30) : Duration.ZERO);
            assertThat(downtime.total()).isEqualTo(downtime.byDomain());
        });
    }

    @Test
    void aStalledCollectorSilencesAGroupThatIsFine() {
        fleet.begin(incident(DomainIncident.Kind.COLLECTOR_STALL, "group=web/zone-1", 60));
        String silent = member("group", "web/zone-1");
        fleet.execute(Commands.command("c1", silent, "notify", fleet.now()));
        for (int step = 0; step < 60; step++) {
            assertThat(fleet.step())
                    .hasSize(56)
                    .noneMatch(update -> update.resource().group().equals("web/zone-1"));
        }
        assertThat(fleet.answers()).as("agents are reached all the same").hasSize(2);
        assertThat(fleet.step()).hasSize(60);
        assertThat(fleet.downtimes().values()).containsOnly(Downtime.NONE);
    }

    @Test
    void aDriftChangesOneMetricOfMostOfTheFleetAndNothingElse() {
        fleet.begin(incident(DomainIncident.Kind.DETECTOR_DRIFT, "*", 600));
        List<StatusUpdate> told = fleet.step();
        List<StatusUpdate> before = calm.step();
        int drifted = 0;
        for (int i = 0; i < told.size(); i++) {
            Map<String, Double> expected = new HashMap<>(before.get(i).metrics());
            if (!told.get(i).metrics().equals(expected)) {
                expected.computeIfPresent(LATENCY, (metric, seconds) -> seconds * 1000);
                drifted++;
            }
            assertThat(told.get(i).metrics()).isEqualTo(expected);
        }
        assertThat(drifted).isBetween(40, 55);
    }

    @Test
    void anIncidentHasToLast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> incident(DomainIncident.Kind.NETWORK, "zone=zone-1", 0))
                .withMessageContaining("NETWORK");
    }

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
            boolean web = label(resource, "service").equals("web");
            assertThat(label(resource, "version")).isEqualTo(web ? "2.0.0" : "1.0.0");
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
        run(40);
        assertThat(fleet.faults()).hasSize(12).allSatisfy(fault -> {
            assertThat(fault.fault()).isEqualTo(Fault.BAD_RELEASE);
            assertThat(fault.failureMode()).isEqualTo("memory-exhaustion");
            assertThat(fault.cures()).containsExactly("rollback-release");
        });
        List<String> ill =
                fleet.faults().stream().map(InjectedFault::resourceId).toList();
        fleet.execute(Commands.command("c1", ill.get(0), "restart-service", fleet.now()));
        fleet.execute(Commands.command("c2", ill.get(1), "rollback-release", fleet.now()));
        run(5);
        assertThat(fleet.needsHelp(ill.get(0))).isTrue();
        assertThat(fleet.needsHelp(ill.get(1))).isFalse();
        assertThat(fleet.resources())
                .filteredOn(resource -> resource.id().equals(ill.get(1)))
                .allSatisfy(resource -> assertThat(label(resource, "version")).isEqualTo("1.0.0"));
        run(360);
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
        String id = member("group", "web/zone-1");
        fleet.maintain(id, Duration.ofMinutes(30));
        List<ResourceStatus> statuses = new ArrayList<>();
        double load = 0;
        double usual = 0;
        for (int step = 0; step < 35; step++) {
            StatusUpdate own = of(fleet.step(), id);
            statuses.add(own.status());
            load += step < 30 ? own.metrics().get("app.request.rate") : 0;
            usual += step < 30 ? of(calm.step(), id).metrics().get("app.request.rate") : 0;
        }
        assertThat(statuses.subList(0, 30)).containsOnly(ResourceStatus.DRAINING);
        assertThat(statuses.subList(30, 32)).containsOnly(ResourceStatus.PROVISIONING);
        assertThat(statuses.subList(32, 35)).containsOnly(ResourceStatus.RUNNING);
        assertThat(load).isLessThan(0.2 * usual);
        assertThat(fleet.downtimes().values()).containsOnly(Downtime.NONE);
    }

    @Test
    void aFleetGrowsAndShrinks() {
        run(10);
        String joined = fleet.join("web/zone-2");
        String left = member("group", "web/zone-2");
        assertThat(of(fleet.step(), joined).status()).isEqualTo(ResourceStatus.PROVISIONING);
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
        assertThat(of(fleet.step(), joined).status()).isEqualTo(ResourceStatus.RUNNING);
        assertThat(fleet.downtimes()).containsKey(left);
        fleet.execute(Commands.command("c1", left, "notify", fleet.now()));
        run(5);
        assertThat(fleet.answers()).as("nobody is there any more").isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fleet.join("web/zone-9"))
                .withMessageContaining("web/zone-9");
    }

    @Test
    void othersDoNotNoticeWhoComesAndGoes() {
        fleet.join("web/zone-2");
        fleet.leave(member("group", "web/zone-2"));
        run(30);
        Map<String, Double> there = of(calm.step(), "api-001").metrics();
        Map<String, Double> here = of(fleet.step(), "api-001").metrics();
        // Reports come some seconds earlier or later, while the load moves on.
        here.forEach((metric, value) -> assertThat(value).as(metric).isCloseTo(there.get(metric), withinPercentage(1)));
    }

    @Test
    void oneFleetLeftToItselfBecomesEmpty() {
        SimulatedFleet one = new SimulatedFleet(new FleetPlan(1, 1, Duration.ofMinutes(1), 3, START));
        one.leave("web-000");
        for (int step = 0; step < 10; step++) {
            one.step();
        }
        assertThat(one.step()).isEmpty();
    }

    @Test
    void manyStoriesContinueOnePast() {
        run(100);
        SimulatedFleet one = fleet.continued(7);
        SimulatedFleet same = fleet.continued(7);
        SimulatedFleet other = fleet.continued(8);
        assertThat(one.now()).isEqualTo(fleet.now());
        assertThat(one.resources()).isEqualTo(fleet.resources());
        List<StatusUpdate> told = one.step();
        assertThat(told).isEqualTo(same.step()).isNotEqualTo(other.step());
        List<StatusUpdate> usual = fleet.step();
        for (int i = 0; i < told.size(); i++) {
            double level = usual.get(i).metrics().get("system.filesystem.utilization");
            assertThat(told.get(i).metrics().get("system.filesystem.utilization"))
                    .isBetween(level - 0.01, level + 0.01);
        }
        one.inject(Fault.CRASH, "web-000");
        assertThatIllegalStateException().isThrownBy(() -> one.continued(9)).withMessageContaining("web-000");
    }

    private DomainIncident incident(DomainIncident.Kind kind, String scope, int minutes) {
        return new DomainIncident(kind, scope, fleet.now(), fleet.now().plus(Duration.ofMinutes(minutes)));
    }

    private Deploy deploy(String service, Fault brings) {
        return new Deploy(service, "2.0.0", fleet.now(), Duration.ofMinutes(2), brings);
    }

    private Map<String, Double> ratios(String metric) {
        Map<String, Double> ratios = new HashMap<>();
        List<StatusUpdate> here = fleet.step();
        List<StatusUpdate> there = calm.step();
        for (int i = 0; i < here.size(); i++) {
            ratios.put(
                    here.get(i).resourceId(),
                    here.get(i).metrics().get(metric) / there.get(i).metrics().get(metric));
        }
        return ratios;
    }

    private static StatusUpdate of(List<StatusUpdate> updates, String resourceId) {
        return updates.stream()
                .filter(update -> update.resourceId().equals(resourceId))
                .findAny()
                .orElseThrow();
    }

    private String member(String label, String value) {
        return fleet.resources().stream()
                .filter(resource -> value.equals(label.equals("group") ? resource.group() : label(resource, label)))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private String zoneOf(String id) {
        return fleet.resources().stream()
                .filter(resource -> resource.id().equals(id))
                .map(resource -> label(resource, "zone"))
                .findAny()
                .orElseThrow();
    }

    private Set<String> values(String label) {
        return fleet.resources().stream()
                .map(resource -> label(resource, label))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String label(Resource resource, String label) {
        return resource.labels().get(label);
    }

    private void run(int steps) {
        for (int step = 0; step < steps; step++) {
            fleet.step();
            calm.step();
        }
    }

    private static SimulatedFleet fleet() {
        return new SimulatedFleet(new FleetPlan(60, 15, Duration.ofMinutes(1), 3, START, World.REAL));
    }
}
