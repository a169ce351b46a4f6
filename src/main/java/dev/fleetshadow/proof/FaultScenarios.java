package dev.fleetshadow.proof;

import static dev.fleetshadow.proof.Expectation.always;
import static dev.fleetshadow.proof.Expectation.overall;

import dev.fleetshadow.proof.Result.Sent;
import dev.fleetshadow.simulator.AgentAction;
import dev.fleetshadow.simulator.Cure;
import dev.fleetshadow.simulator.Fault;
import dev.fleetshadow.simulator.InjectedFault;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Faults of single resources: found in time, treated once, and left alone where they are none. */
final class FaultScenarios {

    static final List<Fault> USUAL = List.of(
            Fault.MEMORY_LEAK,
            Fault.CPU_RUNAWAY,
            Fault.DISK_FILLING,
            Fault.LATENCY_CREEP,
            Fault.CRASH,
            Fault.DISK_LATENCY,
            Fault.NETWORK_DEGRADATION,
            Fault.CRASH_LOOP,
            Fault.COLLAPSE);

    private static final int MIXED = 18;
    private static final List<Cure> SECOND_STEP =
            List.of(new Cure(AgentAction.RESTART_HOST, 0.9), new Cure(AgentAction.RESTART_SERVICE, 0.1));

    private static final Expectation NOT_IN_DOUBT = always(
            "nothing is replaced on a doubtful diagnosis",
            (result, played) -> result.sent().stream()
                    .filter(sent -> sent.action() == AgentAction.REPLACE && confidence(sent, result) < 0.6)
                    .map(sent ->
                            "%s was replaced, confidence %.2f".formatted(sent.resourceId(), confidence(sent, result)))
                    .toList());

    private FaultScenarios() {}

    static List<Scenario> all() {
        return List.of(mixedFaults(), slowLeaks(), wrongFirstAction(), relapse(), nothingHelps());
    }

    /** Every kind of fault twice within six hours, each on another resource. */
    static void usualFaults(Plot plot, Cast cast) {
        faults(plot, cast, MIXED, 20);
    }

    /** What was lived through before by whoever learns: two days of the usual faults. */
    static void usualDays(Plot plot, Cast cast) {
        faults(plot, cast, 6 * USUAL.size(), 45);
    }

    private static void faults(Plot plot, Cast cast, int count, long everyMinutes) {
        for (int i = 0; i < count; i++) {
            long minute = cast.minute(everyMinutes * i, everyMinutes * (i + 1));
            plot.fault(minute, USUAL.get(i % USUAL.size()), cast.anyone());
        }
    }

    private static Scenario mixedFaults() {
        return Scenario.of(
                        Chapter.FAULTS,
                        "mixed-faults",
                        "every kind of fault twice within six hours",
                        Duration.ofHours(18),
                        FaultScenarios::usualFaults)
                .expecting(
                        overall(
                                "less is out of service than with the reactive ladder",
                                Set.of(Variant.REACTIVE, Variant.STATIC, Variant.ADAPTIVE),
                                played -> Stream.of(Variant.STATIC, Variant.ADAPTIVE)
                                        .flatMap(variant -> Outages.fewer(variant, Variant.REACTIVE, played).stream())
                                        .toList()),
                        always(
                                "hardly anything is done to resources without a fault",
                                (result, played) -> Checks.require(
                                        result.falseRemediations() <= 1,
                                        "%d commands to resources without a fault"
                                                .formatted(result.falseRemediations()))),
                        NOT_IN_DOUBT);
    }

    private static double confidence(Sent sent, Result result) {
        return result.diagnoses().stream()
                .filter(diagnosis -> diagnosis.id().equals(sent.request().diagnosisId()))
                .mapToDouble(diagnosis -> diagnosis.confidence())
                .max()
                .orElse(1);
    }

    private static Scenario slowLeaks() {
        return Scenario.of(
                        Chapter.FAULTS,
                        "slow-leaks",
                        "six leaks that take two days",
                        Duration.ofHours(52),
                        (plot, cast) -> {
                            for (int i = 0; i < 6; i++) {
                                String victim = cast.anyone();
                                plot.fault(10L * i, Fault.SLOW_LEAK, victim);
                            }
                        })
                .expecting(
                        always(
                                "each is noticed six hours before the outage",
                                (result, played) -> result.faults().stream()
                                        .filter(fault -> result.firstDiagnosis(fault)
                                                .filter(first -> first.at()
                                                        .isBefore(
                                                                fault.outageAt().minus(Duration.ofHours(6))))
                                                .isEmpty())
                                        .map(fault -> fault.resourceId() + " was not")
                                        .toList()),
                        always(
                                "each is cured before the outage",
                                (result, played) -> Checks.uncured(result.faults(), result)));
    }

    private static Scenario wrongFirstAction() {
        Plot.Author leaks = (plot, cast) -> {
            for (int i = 0; i < 16; i++) {
                String victim = cast.anyone();
                plot.fault(25L * i, Fault.MEMORY_LEAK, victim, SECOND_STEP);
            }
        };
        return Scenario.of(
                        Chapter.FAULTS,
                        "wrong-first-action",
                        "sixteen leaks that the first step of the ladder hardly ever ends",
                        Duration.ofHours(18),
                        leaks)
                .rehearsed(leaks)
                .expecting(
                        overall("who learns begins with what helps", Set.of(Variant.ADAPTIVE), played -> {
                            long first = firsts(played, "restart-host");
                            long all = firsts(played, "");
                            return Checks.require(
                                    first * 3 >= all * 2, "only %d of %d began with it".formatted(first, all));
                        }),
                        overall("who learns needs fewer commands", Set.of(Variant.STATIC, Variant.ADAPTIVE), played -> {
                            long fixed = commands(played, Variant.STATIC);
                            long learned = commands(played, Variant.ADAPTIVE);
                            return Checks.require(learned < fixed, "%d instead of %d".formatted(learned, fixed));
                        }));
    }

    private static long firsts(List<Comparison> played, String action) {
        return played.stream()
                .flatMap(comparison -> comparison.of(Variant.ADAPTIVE).sent().stream())
                .filter(sent -> sent.request().attempt() == 1
                        && sent.request().failureMode().equals("memory-exhaustion")
                        && (action.isEmpty() || sent.request().action().equals(action)))
                .count();
    }

    private static long commands(List<Comparison> played, Variant variant) {
        return played.stream()
                .mapToLong(comparison -> comparison.of(variant).sent().size())
                .sum();
    }

    private static Scenario relapse() {
        Duration cooldown = Duration.ofHours(3);
        return Scenario.of(
                        Chapter.FAULTS,
                        "relapse",
                        "four resources crash, are restarted, and crash again an hour later",
                        Duration.ofHours(10),
                        (plot, cast) -> {
                            for (int i = 0; i < 4; i++) {
                                String victim = cast.anyone();
                                plot.fault(30, Fault.CRASH, victim);
                                plot.fault(120, Fault.CRASH, victim);
                            }
                        })
                .edited(policy -> PolicyEdit.cooldown(policy, cooldown))
                .expecting(
                        always("the cooldown is kept", (result, played) -> Checks.apart(cooldown, result)),
                        always(
                                "after it the second crash is cured too",
                                (result, played) -> Checks.uncured(result.faults(), result)));
    }

    private static Scenario nothingHelps() {
        List<Cure> none = List.of();
        return Scenario.of(
                        Chapter.FAULTS,
                        "nothing-helps",
                        "two leaks that no action ends; once a person has repaired them, the same two crash",
                        Duration.ofHours(24),
                        (plot, cast) -> {
                            for (int i = 0; i < 2; i++) {
                                String victim = cast.anyone();
                                plot.fault(0, Fault.MEMORY_LEAK, victim, none);
                                plot.fault(840, Fault.CRASH, victim);
                                plot.at(Duration.ofHours(19), stage -> OperatorScenarios.release(stage, victim));
                                plot.fault(1200, Fault.CRASH, victim);
                            }
                        })
                .expecting(
                        NOT_IN_DOUBT,
                        always(
                                "in quarantine nothing is done",
                                (result, played) -> Checks.none(
                                        result.sent(ids(result.faults()), Duration.ofHours(11), Duration.ofHours(19)))),
                        always("one ticket each for the leak", (result, played) -> Checks.ticketsAtMost(2, result)),
                        always(
                                "who is released is helped again",
                                (result, played) -> Checks.uncured(
                                        result.faults().stream()
                                                .filter(fault -> fault.startedAt()
                                                        .isAfter(result.from().plus(Duration.ofHours(19))))
                                                .toList(),
                                        result)));
    }

    static List<String> ids(List<InjectedFault> faults) {
        return faults.stream().map(InjectedFault::resourceId).distinct().toList();
    }
}
