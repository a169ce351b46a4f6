package dev.fleetshadow.proof;

import static dev.fleetshadow.proof.Expectation.always;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.proof.Result.Sent;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.simulator.Deploy;
import dev.fleetshadow.simulator.DomainIncident;
import dev.fleetshadow.simulator.Fault;
import dev.fleetshadow.telemetry.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What hits many resources at once: one incident, not many faults to be treated one by one. */
final class DomainScenarios {

    private static final String ZONE = "zone-1";
    static final String GROUP = "web/zone-1";
    private static final String SERVICE = "web";
    private static final Duration HOUR = Duration.ofHours(1);

    private static final Expectation CALLED_ONCE =
            always("a person is called for what failed, and not for each member", (result, played) -> {
                List<String> about = result.tickets().stream()
                        .map(ticket -> ticket.parameters().get("about"))
                        .toList();
                List<String> members = about.stream()
                        .filter(played.ids(any -> true)::contains)
                        .map(id -> "a ticket about " + id)
                        .toList();
                return about.isEmpty() ? List.of("nobody was called") : members;
            });

    private DomainScenarios() {}

    static List<Scenario> all() {
        return List.of(
                zoneIncident(),
                rackIncident(),
                badDeploy(),
                badDeployAnnounced(),
                collectorStall(),
                detectorDrift(),
                autoscaleStorm());
    }

    static Predicate<Resource> label(String label, String value) {
        return resource -> value.equals(resource.labels().get(label));
    }

    static Predicate<Resource> group(String group) {
        return resource -> resource.group().equals(group);
    }

    private static void incident(Plot plot, DomainIncident.Kind kind, String scope, Duration after, Duration lasts) {
        plot.at(
                after,
                stage -> stage.fleet()
                        .begin(new DomainIncident(
                                kind, scope, stage.now(), stage.now().plus(lasts))));
    }

    private static Scenario zoneIncident() {
        return Scenario.of(
                        Chapter.INCIDENTS,
                        "zone-incident",
                        "the network of a zone gets bad and cuts it off for half an hour; elsewhere two services crash",
                        Duration.ofHours(8),
                        (plot, cast) -> {
                            incident(plot, DomainIncident.Kind.NETWORK, "zone=" + ZONE, HOUR, Duration.ofMinutes(90));
                            List<String> elsewhere = cast.all(label("zone", "zone-2"));
                            plot.fault(90, Fault.CRASH, elsewhere.get(0));
                            plot.fault(95, Fault.CRASH, elsewhere.get(1));
                        })
                .expecting(
                        always("the zone is held", (result, played) -> held("zone=" + ZONE, result)),
                        CALLED_ONCE,
                        always(
                                "at most the first two of the zone are acted on before",
                                (result, played) -> Checks.atMost(
                                        2,
                                        result.sent(
                                                played.ids(label("zone", ZONE)), Duration.ZERO, Duration.ofHours(3)))),
                        always(
                                "what happens elsewhere is treated",
                                (result, played) -> Checks.uncured(result.faults(), result)));
    }

    private static Scenario rackIncident() {
        String rack = "rack=zone-2-rack-2";
        return Scenario.of(
                        Chapter.INCIDENTS,
                        "rack-incident",
                        "the network of one rack gets bad: of each group one is in it",
                        Duration.ofHours(6),
                        (plot, cast) -> incident(plot, DomainIncident.Kind.NETWORK, rack, HOUR, Duration.ofMinutes(90)))
                .expecting(
                        always("the rack is held", (result, played) -> held(rack, result)),
                        CALLED_ONCE,
                        always(
                                "at most the first two of the rack are acted on before",
                                (result, played) -> Checks.atMost(2, result.sent())));
    }

    private static List<String> held(String domain, Result result) {
        Set<Instant> released = times(AuditKind.DOMAIN_RELEASED, domain, result);
        // A hold whose cause turns out to be another one goes on.
        long holds = times(AuditKind.DOMAIN_HELD, domain, result).stream()
                .filter(held -> !released.contains(held))
                .count();
        return Checks.require(holds == 1, "%s was held %d times".formatted(domain, holds));
    }

    private static Set<Instant> times(AuditKind kind, String domain, Result result) {
        return result.entries(kind).stream()
                .filter(entry -> entry.details().get("domain").equals(domain))
                .map(AuditEvent::at)
                .collect(Collectors.toSet());
    }

    private static void deploy(Plot plot, Duration after) {
        plot.at(
                after,
                stage -> stage.fleet()
                        .begin(new Deploy(SERVICE, "2.0.0", stage.now(), Duration.ofMinutes(2), Fault.LATENCY_CREEP)));
    }

    private static Scenario badDeploy() {
        return Scenario.of(
                        Chapter.INCIDENTS,
                        "bad-deploy",
                        "a release that nobody announced makes all instances of a service slow",
                        Duration.ofHours(8),
                        (plot, cast) -> deploy(plot, HOUR))
                .expecting(
                        always("the release is held", (result, played) -> held("version=2.0.0", result)),
                        CALLED_ONCE,
                        always(
                                "fewer than half are treated one by one",
                                (result, played) -> Checks.atMost(
                                        5,
                                        result.sent(
                                                played.ids(label("service", SERVICE)),
                                                Duration.ZERO,
                                                Duration.ofHours(4)))));
    }

    private static Scenario badDeployAnnounced() {
        return Scenario.of(
                        Chapter.INCIDENTS,
                        "bad-deploy-announced",
                        "the same release, announced as a change of three hours",
                        Duration.ofHours(8),
                        (plot, cast) -> {
                            plot.at(
                                    HOUR,
                                    stage -> OperatorScenarios.announce(
                                            stage,
                                            true,
                                            ControlMessage.FLEET,
                                            "service=" + SERVICE,
                                            Duration.ofHours(3)));
                            deploy(plot, HOUR.plusMinutes(5));
                        })
                .expecting(always(
                        "nothing is done to the service meanwhile",
                        (result, played) -> Checks.none(
                                result.sent(played.ids(label("service", SERVICE)), HOUR, Duration.ofHours(4)))));
    }

    private static Scenario collectorStall() {
        String rack = "zone-2-rack-2";
        return Scenario.of(
                        Chapter.INCIDENTS,
                        "collector-stall",
                        "the reports of a whole group get lost for an hour, then those of a rack; the services are fine",
                        Duration.ofHours(6),
                        (plot, cast) -> {
                            incident(plot, DomainIncident.Kind.COLLECTOR_STALL, "group=" + GROUP, HOUR, HOUR);
                            incident(
                                    plot,
                                    DomainIncident.Kind.COLLECTOR_STALL,
                                    "rack=" + rack,
                                    HOUR.multipliedBy(3),
                                    HOUR);
                            plot.fault(
                                    80,
                                    Fault.CRASH,
                                    cast.all(label("zone", "zone-3")).get(0));
                        })
                .expecting(
                        always(
                                "nobody silent is taken out of service",
                                (result, played) -> Checks.none(result.sent().stream()
                                        .filter(sent -> !sent.needed()
                                                && !sent.action().downtime().isZero())
                                        .toList())),
                        always("the group is held", (result, played) -> held("group=" + GROUP, result)),
                        always("the rack is held", (result, played) -> held("rack=" + rack, result)),
                        CALLED_ONCE,
                        always(
                                "who really crashes is treated",
                                (result, played) -> Checks.uncured(result.faults(), result)));
    }

    private static Scenario detectorDrift() {
        Duration crash = Duration.ofHours(8);
        Duration resumed = Duration.ofHours(10);
        return Scenario.of(
                        Chapter.INCIDENTS,
                        "detector-drift",
                        "new collectors tell latencies in another unit; hours later a service really crashes",
                        Duration.ofHours(15),
                        (plot, cast) -> {
                            incident(plot, DomainIncident.Kind.DETECTOR_DRIFT, "*", HOUR, Duration.ofDays(2));
                            String victim = cast.anyone();
                            plot.fault(crash.toMinutes(), Fault.CRASH, victim);
                            plot.at(resumed, stage -> OperatorScenarios.pause(stage, ControlMessage.FLEET, false));
                        })
                .expecting(
                        always(
                                "the service stops itself",
                                (result, played) -> Checks.atLeast(1, AuditKind.TRIPPED, result)),
                        always(
                                "nothing is sent until a person resumes",
                                (result, played) ->
                                        Checks.none(result.sent(played.ids(any -> true), Duration.ZERO, resumed))));
    }

    private static Scenario autoscaleStorm() {
        Duration lasts = Duration.ofHours(2);
        return Scenario.of(
                        Chapter.INCIDENTS,
                        "autoscale-storm",
                        "while a zone is ill, its scaler takes twelve of its instances away and adds others",
                        Duration.ofHours(7),
                        (plot, cast) -> {
                            incident(plot, DomainIncident.Kind.NETWORK, "zone=" + ZONE, HOUR, lasts);
                            List<String> ill = cast.all(label("zone", ZONE));
                            for (int i = 0; i < 12; i++) {
                                String leaving = ill.get(i);
                                plot.at(85 + i / 3, stage -> stage.fleet().leave(leaving));
                            }
                            for (int i = 0; i < 10; i++) {
                                plot.at(86 + i, stage -> stage.fleet().join(GROUP));
                            }
                        })
                .expecting(
                        always("the zone is held", (result, played) -> held("zone=" + ZONE, result)),
                        always(
                                "and not let go before it is well",
                                (result, played) ->
                                        Checks.none(inZone(result, HOUR.plusMinutes(25), HOUR.plus(lasts)))));
    }

    private static List<Sent> inZone(Result result, Duration after, Duration before) {
        return result.sent().stream()
                .filter(sent -> ZONE.equals(sent.request().resource().labels().get("zone"))
                        && !sent.at().isBefore(result.from().plus(after))
                        && sent.at().isBefore(result.from().plus(before)))
                .toList();
    }
}
