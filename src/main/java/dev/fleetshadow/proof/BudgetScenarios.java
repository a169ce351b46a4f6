package dev.fleetshadow.proof;

import static dev.fleetshadow.proof.DomainScenarios.GROUP;
import static dev.fleetshadow.proof.DomainScenarios.group;
import static dev.fleetshadow.proof.Expectation.always;

import dev.fleetshadow.proof.Result.Sent;
import dev.fleetshadow.remediation.Amount;
import dev.fleetshadow.remediation.Guardrails;
import dev.fleetshadow.simulator.AgentTemper;
import dev.fleetshadow.simulator.Fault;
import dev.fleetshadow.simulator.InjectedFault;
import java.time.Duration;
import java.util.List;

/** Many members of one group in need of help at the same time: never more of them at once than the others can bear. */
final class BudgetScenarios {

    private BudgetScenarios() {}

    static List<Scenario> all() {
        return List.of(budget(), hourlyBudget(), lastOnesStanding());
    }

    private static Scenario budget() {
        return leakingGroup("budget", "all of a group leak at once, and a budget for two at a time", 2, 1000)
                .expecting(
                        always("never more than two at a time", (result, played) -> Checks.inFlight(2, result)),
                        always("all are cured", (result, played) -> Checks.uncured(result.faults(), result)));
    }

    private static Scenario hourlyBudget() {
        return leakingGroup("hourly-budget", "the same, and a budget for one an hour", 1000, 1)
                .expecting(
                        always("never more than one an hour", (result, played) -> Checks.perHour(1, result)),
                        always("all are cured", (result, played) -> Checks.uncured(result.faults(), result)));
    }

    private static Scenario leakingGroup(String name, String what, int inFlight, int perHour) {
        Guardrails.Budget budget = new Guardrails.Budget(Amount.of(inFlight), Amount.of(perHour), 0);
        return Scenario.of(
                        Chapter.INCIDENTS,
                        name,
                        what,
                        Duration.ofHours(12),
                        (plot, cast) -> cast.all(group(GROUP)).forEach(id -> plot.fault(0, Fault.MEMORY_LEAK, id)))
                .edited(policy -> PolicyEdit.gateOff(PolicyEdit.budget(policy, any -> budget)));
    }

    private static Scenario lastOnesStanding() {
        return Scenario.of(
                        Chapter.INCIDENTS,
                        "last-ones-standing",
                        "three of a group of four crash one by one and their agents with them; the last one becomes slow",
                        Duration.ofHours(4),
                        (plot, cast) -> {
                            List<String> members = cast.all(group(GROUP));
                            plot.fault(0, Fault.LATENCY_CREEP, members.get(3));
                            for (int i = 0; i < 3; i++) {
                                String victim = members.get(i);
                                plot.at(20 + 8L * i, stage -> {
                                    stage.fleet().inject(Fault.CRASH, victim);
                                    stage.fleet().temper(victim, AgentTemper.DEAD);
                                });
                            }
                        })
                .edited(policy -> PolicyEdit.gateOff(
                        PolicyEdit.budget(policy, budget -> new Guardrails.Budget(Amount.of(10), Amount.of(20), 0.5))))
                .expecting(
                        always(
                                "none is taken out of service while fewer than half of the others are well",
                                (result, played) -> result.sent().stream()
                                        .filter(sent ->
                                                !sent.action().downtime().isZero())
                                        .filter(sent -> well(sent, result) < 2)
                                        .map(sent -> "%s on %s while %d others were well"
                                                .formatted(
                                                        sent.request().action(), sent.resourceId(), well(sent, result)))
                                        .toList()),
                        always(
                                "no traffic is moved where nobody can take it",
                                (result, played) -> result.sent().stream()
                                        .filter(sent ->
                                                sent.request().action().endsWith("traffic") && well(sent, result) == 0)
                                        .map(sent -> sent.request().action() + " on " + sent.resourceId())
                                        .toList()));
    }

    /** How many of the three others were not down when this was sent. */
    private static long well(Sent sent, Result result) {
        return 3
                - result.faults().stream()
                        .filter(fault -> !fault.resourceId().equals(sent.resourceId()) && down(fault, sent))
                        .count();
    }

    private static boolean down(InjectedFault fault, Sent sent) {
        return !fault.outageAt().isAfter(sent.at())
                && (fault.active() || fault.curedAt().isAfter(sent.at()));
    }
}
