package dev.fleetshadow.proof;

import static dev.fleetshadow.proof.Expectation.always;

import dev.fleetshadow.proof.Result.Sent;
import dev.fleetshadow.simulator.Fault;
import dev.fleetshadow.simulator.InjectedFault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What looks like a fault and is none, or is the noise of what was done: to be left alone. */
final class NoiseScenarios {

    private NoiseScenarios() {}

    static List<Scenario> all() {
        return List.of(scares(), flapping(), rebootNoise());
    }

    private static Scenario scares() {
        return Scenario.of(
                        Chapter.FAULTS,
                        "scares",
                        "twelve times something looks like the beginning of a fault and is none",
                        Duration.ofHours(14),
                        (plot, cast) -> {
                            for (int i = 0; i < 12; i++) {
                                String victim = cast.anyone();
                                plot.fault(60L * i, Fault.SCARE, victim);
                            }
                        })
                .edited(policy -> PolicyEdit.scoreBelow(policy, 20))
                .expecting(
                        always("at most one in four is acted on", (result, played) -> Checks.atMost(3, result.sent())));
    }

    private static Scenario flapping() {
        return Scenario.of(
                        Chapter.FAULTS,
                        "flapping",
                        "three resources become ill and well again by themselves, eight times in twelve hours",
                        Duration.ofHours(13),
                        (plot, cast) -> {
                            for (int i = 0; i < 3; i++) {
                                String victim = cast.anyone();
                                plot.fault(10L * i, Fault.FLAPPING, victim);
                            }
                        })
                .expecting(
                        always(
                                "none is acted on for more than five diagnoses",
                                (result, played) -> result.faults().stream()
                                        .filter(fault -> episodes(fault, result) > 5)
                                        .map(fault ->
                                                "%s was for %d".formatted(fault.resourceId(), episodes(fault, result)))
                                        .toList()),
                        always("one ticket each", (result, played) -> Checks.ticketsAtMost(1, result)));
    }

    private static long episodes(InjectedFault fault, Result result) {
        return result.sent().stream()
                .filter(sent -> sent.resourceId().equals(fault.resourceId()))
                .map(sent -> sent.request().diagnosisId())
                .distinct()
                .count();
    }

    private static Scenario rebootNoise() {
        return Scenario.of(
                        Chapter.FAULTS,
                        "reboot-noise",
                        "eight faults that a restart cures, and the noise that follows a restart",
                        Duration.ofHours(12),
                        (plot, cast) -> {
                            for (int i = 0; i < 8; i++) {
                                Fault fault = i % 2 == 0 ? Fault.MEMORY_LEAK : Fault.CRASH;
                                String victim = cast.anyone();
                                plot.fault(30L * i, fault, victim);
                            }
                        })
                .expecting(
                        always("each is cured", (result, played) -> Checks.uncured(result.faults(), result)),
                        always(
                                "nothing is done again within two hours of the cure",
                                (result, played) -> result.faults().stream()
                                        .flatMap(fault -> Checks.none(after(fault, result)).stream())
                                        .toList()));
    }

    private static List<Sent> after(InjectedFault fault, Result result) {
        Instant cured = fault.active() ? result.until() : fault.curedAt();
        return result.sent().stream()
                .filter(sent -> sent.resourceId().equals(fault.resourceId())
                        && sent.at().isAfter(cured)
                        && sent.at().isBefore(cured.plus(Duration.ofHours(2))))
                .toList();
    }
}
