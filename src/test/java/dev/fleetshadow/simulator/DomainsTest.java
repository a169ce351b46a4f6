package dev.fleetshadow.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What hits many resources at once: a network, a collector, a metric whose unit has changed. */
class DomainsTest {

    private static final String LATENCY = "app.request.latency.p99";

    private final TwinFleets twins = new TwinFleets();
    private final SimulatedFleet fleet = twins.fleet;
    private final SimulatedFleet calm = twins.calm;

    @Test
    void everyResourceTellsWhereItStandsAndWhatItRuns() {
        assertThat(fleet.resources()).allSatisfy(resource -> {
            assertThat(resource.kind()).isEqualTo("service");
            assertThat(resource.labels()).containsOnlyKeys("zone", "rack", "service", "version");
            assertThat(resource.group())
                    .isEqualTo(TwinFleets.label(resource, "service") + "/" + TwinFleets.label(resource, "zone"));
            assertThat(TwinFleets.label(resource, "rack")).startsWith(TwinFleets.label(resource, "zone") + "-rack-");
        });
        assertThat(values("zone")).containsExactly("zone-1", "zone-2", "zone-3");
        assertThat(values("service")).containsExactly("api", "cache", "queue", "search", "web");
        assertThat(values("version")).containsExactly("1.0.0");
        assertThat(values("rack")).hasSize(9);
    }

    @Test
    void aBadNetworkDegradesItsZoneAndNoOtherAndEndsByItself() {
        fleet.begin(incident(DomainIncident.Kind.NETWORK, "zone=zone-2", 90));
        twins.run(15);
        Map<String, Double> slower = ratios(LATENCY);
        for (Resource resource : fleet.resources()) {
            boolean hit = TwinFleets.label(resource, "zone").equals("zone-2");
            assertThat(slower.get(resource.id())).isBetween(hit ? 2.0 : 1.0, hit ? 5.0 : 1.0);
        }
        twins.run(90);
        assertThat(ratios(LATENCY).values())
                .allSatisfy(ratio -> assertThat(ratio).isBetween(0.5, 2.0));
    }

    @Test
    void inItsMiddleTheZoneIsCutOffAndThatIsNobodysFault() {
        fleet.begin(incident(DomainIncident.Kind.NETWORK, "zone=zone-2", 90));
        twins.run(30);
        String inside = twins.member("zone", "zone-2");
        assertThat(fleet.step())
                .hasSize(40)
                .noneMatch(update -> TwinFleets.label(update.resource(), "zone").equals("zone-2"));
        fleet.execute(Commands.command("c1", inside, "notify", fleet.now()));
        twins.run(28);
        assertThat(fleet.answers()).as("nobody is reached").isEmpty();
        twins.run(2);
        assertThat(fleet.answers()).as("the command has waited").isNotEmpty();
        twins.run(60);
        assertThat(fleet.downtimes()).allSatisfy((id, downtime) -> {
            boolean hit = id.equals(inside) || zoneOf(id).equals("zone-2");
            assertThat(downtime.byDomain()).isEqualTo(hit ? Duration.ofMinutes(30) : Duration.ZERO);
            assertThat(downtime.total()).isEqualTo(downtime.byDomain());
        });
    }

    @Test
    void aStalledCollectorSilencesAGroupThatIsFine() {
        fleet.begin(incident(DomainIncident.Kind.COLLECTOR_STALL, "group=web/zone-1", 60));
        String silent = twins.member("group", "web/zone-1");
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
    void manyStoriesContinueOnePast() {
        twins.run(100);
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

    private String zoneOf(String id) {
        return fleet.resources().stream()
                .filter(resource -> resource.id().equals(id))
                .map(resource -> TwinFleets.label(resource, "zone"))
                .findAny()
                .orElseThrow();
    }

    private Set<String> values(String label) {
        return fleet.resources().stream()
                .map(resource -> TwinFleets.label(resource, label))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
