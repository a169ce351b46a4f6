package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.remediation.ControlMessage;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A policy is read before anybody works by it. */
class GovernFunctionTest {

    private static final Instant NOW = Instant.parse("2026-01-05T00:00:00Z");
    private final GovernFunction govern = new GovernFunction();

    @Test
    void aPolicyThatCanBeReadIsPassedOn() {
        ControlMessage policy = ControlMessage.policy(
                "failure-modes: [{id: leak, description: it leaks, stages: [{score-below: 40}]}]", "ada", "", NOW);
        assertThat(govern.map(policy)).isEqualTo(policy);
    }

    @Test
    void onePolicyWithTwoMistakesIsRefusedAsAWholeWithBoth() {
        ControlMessage refused =
                govern.map(ControlMessage.policy("failure-modes: []\nguardrails: {mode: fire}", "ada", "", NOW));
        assertThat(refused.on()).isFalse();
        assertThat(refused.by()).isEqualTo("ada");
        assertThat(refused.text())
                .contains("policy by ada: ")
                .contains("failure-modes: there is none")
                .contains("line 2: guardrails.mode: 'fire' is not usable");
    }

    @Test
    void whatIsNotEvenYamlIsRefused() {
        assertThat(govern.map(ControlMessage.policy("{", "ada", "", NOW)).text())
                .contains("not YAML");
    }

    @Test
    void everythingElseIsNoneOfItsBusiness() {
        ControlMessage pause = ControlMessage.pause("web", true, "ada", "", NOW);
        assertThat(govern.map(pause)).isSameAs(pause);
    }
}
