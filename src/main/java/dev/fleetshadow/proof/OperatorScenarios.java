package dev.fleetshadow.proof;

import static dev.fleetshadow.proof.Expectation.always;
import static dev.fleetshadow.proof.Expectation.overall;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.simulator.AgentTemper;
import dev.fleetshadow.simulator.Fault;
import dev.fleetshadow.simulator.InjectedFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** What people and agents do while resources fail: they work on them, stop everything, restart the service, or do nothing. */
final class OperatorScenarios {

    private static final String OPERATOR = "operator";
    private static final String GROUP = "web/zone-1";
    private static final Duration HOUR = Duration.ofHours(1);

    private OperatorScenarios() {}

    static List<Scenario> all() {
        return List.of(
                deadAgents(), maintenanceWindow(), plannedDrain(), observeMode(), killSwitch(), replayAfterStop());
    }

    static void pause(Stage stage, String scope, boolean on) {
        stage.order(ControlMessage.pause(scope, on, OPERATOR, on ? "stop" : "all is well again", stage.now()));
    }

    static void release(Stage stage, String resourceId) {
        String group = stage.fleet().resources().stream()
                .filter(resource -> resource.id().equals(resourceId))
                .findAny()
                .orElseThrow()
                .group();
        stage.order(ControlMessage.release(group, resourceId, OPERATOR, "repaired", stage.now()));
    }

    static void announce(Stage stage, boolean change, String scope, String subject, Duration lasts) {
        Instant now = stage.now();
        stage.order(new ControlMessage(
                change ? ControlKind.CHANGE : ControlKind.MAINTENANCE,
                "planned",
                scope,
                subject,
                true,
                now,
                now.plus(lasts),
                "",
                OPERATOR,
                "planned work",
                now));
    }

    private static Scenario deadAgents() {
        return Scenario.of(
                        Chapter.PEOPLE,
                        "dead-agents",
                        "in one group two agents are dead, one is slow and one clumsy, and everybody falls ill",
                        Duration.ofHours(12),
                        (plot, cast) -> {
                            List<String> members = cast.all(DomainScenarios.group(GROUP));
                            List<AgentTemper> tempers =
                                    List.of(AgentTemper.DEAD, AgentTemper.DEAD, AgentTemper.SLOW, AgentTemper.CLUMSY);
                            for (int i = 0; i < tempers.size(); i++) {
                                String id = members.get(i);
                                AgentTemper temper = tempers.get(i);
                                plot.at(0, stage -> stage.fleet().temper(id, temper));
                                plot.fault(60, Fault.MEMORY_LEAK, id);
                            }
                        })
                .edited(policy -> PolicyEdit.gateOff(policy))
                .expecting(
                        always(
                                "a command that nobody answers expires",
                                (result, played) -> Checks.atLeast(2, AuditKind.EXPIRED, result)),
                        always(
                                "the others get their turn, and a person is called where nothing works",
                                (result, played) -> result.faults().stream()
                                        .filter(fault -> !dead(fault, played) && !fault.curedByCommand())
                                        .filter(fault -> !called(fault, result))
                                        .map(fault -> fault.resourceId() + " was neither cured nor told of")
                                        .toList()));
    }

    private static boolean called(InjectedFault fault, Result result) {
        return result.tickets().stream()
                .anyMatch(
                        ticket -> fault.resourceId().equals(ticket.parameters().get("about")));
    }

    private static boolean dead(InjectedFault fault, Comparison played) {
        return played.ids(DomainScenarios.group(GROUP)).subList(0, 2).contains(fault.resourceId());
    }

    private static Scenario maintenanceWindow() {
        Duration until = Duration.ofHours(4);
        return Scenario.of(
                        Chapter.PEOPLE,
                        "maintenance-window",
                        "people work on a group for three hours while one of it crashes and one leaks",
                        Duration.ofHours(12),
                        (plot, cast) -> {
                            List<String> members = cast.all(DomainScenarios.group(GROUP));
                            plot.fault(0, Fault.MEMORY_LEAK, members.get(0));
                            plot.at(HOUR, stage -> announce(stage, false, GROUP, "", until.minus(HOUR)));
                            plot.fault(80, Fault.CRASH, members.get(1));
                            plot.at(90, stage -> stage.fleet().maintain(members.get(2), Duration.ofMinutes(45)));
                        })
                .expecting(
                        always(
                                "nothing is done to the group meanwhile",
                                (result, played) -> Checks.none(
                                        result.sent(played.ids(DomainScenarios.group(GROUP)), HOUR, until))),
                        always(
                                "at its end it is told what it hid",
                                (result, played) -> Checks.require(
                                        result.entries(AuditKind.MAINTENANCE_ENDED).stream()
                                                .anyMatch(
                                                        entry -> entry.reason().contains("web-")),
                                        "nothing was told")),
                        always(
                                "what is still ill then is cured",
                                (result, played) -> Checks.uncured(result.faults(), result)));
    }

    private static Scenario plannedDrain() {
        return Scenario.of(
                        Chapter.PEOPLE,
                        "planned-drain",
                        "three leaking resources are drained for three hours by somebody who told nobody",
                        Duration.ofHours(10),
                        (plot, cast) -> {
                            for (int i = 0; i < 3; i++) {
                                String victim = cast.anyone();
                                plot.fault(0, Fault.MEMORY_LEAK, victim);
                                plot.at(60, stage -> stage.fleet().maintain(victim, Duration.ofHours(3)));
                            }
                        })
                .expecting(
                        always(
                                "who says that it is draining is left alone",
                                (result, played) -> Checks.none(
                                        result.sent(FaultScenarios.ids(result.faults()), HOUR, Duration.ofHours(4)))),
                        always(
                                "back in service each is cured",
                                (result, played) -> Checks.uncured(result.faults(), result)));
    }

    private static Scenario observeMode() {
        return Scenario.of(
                        Chapter.PEOPLE,
                        "observe-mode",
                        "every kind of fault twice, and a policy that only observes",
                        Duration.ofHours(18),
                        FaultScenarios::usualFaults)
                .edited(policy -> PolicyEdit.mode(policy, Mode.OBSERVE))
                .expecting(
                        always("nothing is sent", (result, played) -> Checks.none(result.sent())),
                        always(
                                "nobody is called",
                                (result, played) -> Checks.require(
                                        result.tickets().isEmpty(),
                                        "%d tickets".formatted(result.tickets().size()))),
                        overall(
                                "it makes no difference to the fleet",
                                Set.of(Variant.NOBODY, Variant.STATIC),
                                played -> Checks.require(
                                        Outages.minutes(Variant.STATIC, played)
                                                == Outages.minutes(Variant.NOBODY, played),
                                        "it does")));
    }

    private static Scenario killSwitch() {
        Duration off = Duration.ofMinutes(30);
        Duration on = Duration.ofHours(5);
        return Scenario.of(
                        Chapter.PEOPLE,
                        "kill-switch",
                        "somebody stops everything for hours; faults begin, people repair two crashes, and scares come and go",
                        Duration.ofHours(12),
                        (plot, cast) -> {
                            plot.at(off, stage -> pause(stage, ControlMessage.FLEET, true));
                            plot.at(on, stage -> pause(stage, ControlMessage.FLEET, false));
                            for (Fault fault : List.of(
                                    Fault.MEMORY_LEAK, Fault.DISK_FILLING, Fault.DISK_LATENCY, Fault.LATENCY_CREEP)) {
                                String victim = cast.anyone();
                                plot.fault(120, fault, victim);
                            }
                            plot.fault(45, Fault.CRASH, cast.anyone());
                            plot.fault(48, Fault.CRASH, cast.anyone());
                            for (int i = 0; i < 12; i++) {
                                String victim = cast.anyone();
                                plot.fault(180 + 2L * i, Fault.SCARE, victim);
                            }
                        })
                .expecting(
                        always(
                                "nothing is sent meanwhile",
                                (result, played) -> Checks.none(result.sent(played.ids(any -> true), off, on))),
                        always(
                                "what is still ill then is cured",
                                (result, played) -> Checks.uncured(
                                        result.harmful()
                                                .filter(fault -> !fault.fault().immediate())
                                                .toList(),
                                        result)),
                        always(
                                "what has passed by then, or was repaired, is not acted on",
                                (result, played) -> Checks.none(result.sent().stream()
                                        .filter(sent -> !sent.needed())
                                        .toList())));
    }

    private static Scenario replayAfterStop() {
        Duration stopped = HOUR;
        Duration started = HOUR.plusDays(1);
        return Scenario.of(
                        Chapter.PEOPLE,
                        "replay-after-stop",
                        "the service stands still for a day; then a day of faults and recoveries arrives at once",
                        Duration.ofHours(34),
                        (plot, cast) -> {
                            plot.at(stopped, Stage::stop);
                            plot.at(started, Stage::start);
                            for (int i = 0; i < 20; i++) {
                                Fault fault = List.of(Fault.CRASH, Fault.MEMORY_LEAK, Fault.SCARE, Fault.DISK_LATENCY)
                                        .get(i % 4);
                                String victim = cast.anyone();
                                plot.fault(120 + 30L * i, fault, victim);
                            }
                            String leaking = cast.anyone();
                            plot.fault(1380, Fault.MEMORY_LEAK, leaking);
                            String crashed = cast.anyone();
                            plot.fault(1440, Fault.CRASH, crashed);
                        })
                .expecting(
                        always(
                                "nothing is done about what is over",
                                (result, played) -> Checks.none(result.sent().stream()
                                        .filter(sent -> !sent.needed())
                                        .toList())),
                        always(
                                "what is still ill is cured",
                                (result, played) -> Checks.uncured(
                                        result.harmful()
                                                .filter(fault -> fault.startedAt()
                                                        .isAfter(result.from().plus(Duration.ofHours(20))))
                                                .toList(),
                                        result)));
    }
}
