package dev.fleetshadow.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.remediation.Guardrail;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every guardrail is there for something: without it, a scenario does not go well that goes well with it. */
class GuardrailsMatterTest {

    /** These are what the planner does, not a check that a policy could leave out. */
    private static final Set<Guardrail> INHERENT = EnumSet.of(
            Guardrail.OBSERVE_ONLY,
            Guardrail.APPROVAL,
            Guardrail.HOLD_OUT,
            Guardrail.NO_STEP_LEFT,
            Guardrail.EPISODE_OPEN,
            Guardrail.SETTLING,
            Guardrail.LEDGER_FULL);

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "TRIPPED, detector-drift, nothing is sent until a person resumes",
        "PAUSED, kill-switch, nothing is sent meanwhile",
        "INPUT_STALE, replay-after-stop, nothing is done about what is over",
        "DOMAIN_HELD, rack-incident, at most the first two of the rack are acted on before",
        "TELEMETRY_STALLED, collector-stall, nobody silent is taken out of service",
        "MAINTENANCE, maintenance-window, nothing is done to the group meanwhile",
        "CHANGE_ANNOUNCED, bad-deploy-announced, nothing is done to the service meanwhile",
        "PLANNED, planned-drain, who says that it is draining is left alone",
        "CONDITION_CLEARED, kill-switch, 'what has passed by then, or was repaired, is not acted on'",
        "SCORE, scares, at most one in four is acted on",
        "CONFIDENCE, nothing-helps, nothing is replaced on a doubtful diagnosis",
        "QUARANTINED, nothing-helps, in quarantine nothing is done",
        "FLAPPING, flapping, none is acted on for more than five diagnoses",
        "NO_TARGET, last-ones-standing, no traffic is moved where nobody can take it",
        "COOLDOWN, relapse, the cooldown is kept",
        "HEALTHY_SHARE, last-ones-standing, none is taken out of service while fewer than half of the others are well",
        "IN_FLIGHT, budget, never more than two at a time",
        "HOURLY_BUDGET, hourly-budget, never more than one an hour"
    })
    void withoutItItsScenarioBreaks(Guardrail guardrail, String name, String sentence) {
        Scenario scenario = Scenarios.named(name);
        assertThat(Grounds.broken(scenario, Grounds.played(name))).as("with it").doesNotContain(sentence);
        Comparison bare = Grounds.played(scenario, Grounds.POLICY, Set.of(guardrail));
        assertThat(Grounds.broken(scenario, bare)).as("without it").contains(sentence);
    }

    @Test
    void everyGuardrailThatCanBeLeftOutIsTried() throws NoSuchMethodException {
        CsvSource tried = GuardrailsMatterTest.class
                .getDeclaredMethod("withoutItItsScenarioBreaks", Guardrail.class, String.class, String.class)
                .getAnnotation(CsvSource.class);
        assertThat(Arrays.stream(tried.value())
                        .map(row -> Guardrail.valueOf(row.substring(0, row.indexOf(','))))
                        .collect(Collectors.toSet()))
                .isEqualTo(EnumSet.complementOf(EnumSet.copyOf(INHERENT)));
    }

    /** Leaving these out changes nothing, or it would be a check that a policy can leave out. */
    @ParameterizedTest
    @EnumSource(names = {"SETTLING", "EPISODE_OPEN", "NO_STEP_LEFT"})
    void whatIsInherentCannotBeLeftOut(Guardrail guardrail) {
        Comparison bare = Grounds.played(Scenarios.named("reboot-noise"), Grounds.POLICY, Set.of(guardrail));
        assertThat(bare.of(Variant.STATIC).sent())
                .isEqualTo(Grounds.played("reboot-noise").of(Variant.STATIC).sent());
    }
}
