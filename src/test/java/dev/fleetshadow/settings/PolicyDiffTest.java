package dev.fleetshadow.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.settings.PolicyDiff.Change;
import dev.fleetshadow.settings.PolicyDiff.Kind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A difference is what a policy means, not how it is written. */
class PolicyDiffTest {

    private static final String BASE = """
            guardrails:
              mode: approve
              trust:
                - {actions: [restart-service], groups: ["web/*"], mode: enforce}
                - {groups: [db], mode: observe}
            failure-modes:
              - {id: leak, description: it leaks, stages: [{score-below: 40, metrics: ["*mem*", "*heap*"]}]}
              - {id: crash, description: it fails, stages: [{status: [failed], held-for: 2}]}
            playbooks:
              - {for: leak, steps: [{action: restart-service}]}
              - {for: crash, kinds: [host], steps: [{action: restart-host}]}
            """;

    @Test
    void whatOnlyLooksDifferentIsTheSame() {
        String same = """
                breaker: {at-least: 20}
                recovery: {held-for: 5}
                playbooks:
                  - for: leak
                    kinds: ["*"]
                    steps:
                      - {action: restart-service, expires-after: PT600S}
                  - {for: crash, kinds: [host], steps: [{action: restart-host}]}
                failure-modes:
                  - {id: leak, description: "it leaks", shape: sustained,
                     stages: [{metrics: ["*heap*", "*mem*"], score-below: 40.0, held-for: 5}]}
                  - {id: crash, description: it fails, stages: [{held-for: 2, status: [failed]}]}
                guardrails:
                  trust:
                    - {mode: enforce, groups: ["web/*"], actions: [restart-service]}
                    - {groups: [db], mode: observe}
                  mode: approve
                  cooldown: PT30M
                """;
        assertThat(diff(BASE, same)).isEmpty();
    }

    @Test
    void aChangedSettingIsToldWithWhatItWasAndWhatItBecomes() {
        assertThat(diff(
                        BASE,
                        BASE.replace("score-below: 40", "score-below: 35").replace("mode: approve", "mode: enforce")))
                .containsExactlyInAnyOrder(
                        new Change(Kind.CHANGED, "failure-modes.leak.stages.0.score-below", "40", "35"),
                        new Change(Kind.CHANGED, "guardrails.mode", "approve", "enforce"));
    }

    @Test
    void whatIsLeftOutIsToldByTheDefaultThatHoldsInstead() {
        String strict = BASE.replace("mode: approve", "mode: approve\n  cooldown: PT2H\n  in-flight: 10%");
        assertThat(diff(strict, BASE))
                .containsExactlyInAnyOrder(
                        new Change(Kind.CHANGED, "guardrails.cooldown", "PT2H", "PT30M"),
                        new Change(Kind.CHANGED, "guardrails.in-flight", "10 %", "2"));
    }

    @Test
    void modesPlaybooksStepsActionsAndTrustAreAddedAndRemovedAsAWhole() {
        String other =
                BASE.replace("  - {id: crash, description: it fails, stages: [{status: [failed], held-for: 2}]}\n", "")
                                .replace("  - {for: crash, kinds: [host], steps: [{action: restart-host}]}\n", "")
                                .replace(
                                        "[{action: restart-service}]",
                                        "[{action: restart-service}, {action: call-ada, settle-for: PT5M}]")
                                .replace("    - {groups: [db], mode: observe}\n", "")
                        + "actions:\n  - {id: call-ada, description: calls Ada, disruption: none}\n";
        assertThat(diff(BASE, other))
                .containsExactlyInAnyOrder(
                        new Change(
                                Kind.ADDED,
                                "actions.call-ada",
                                "",
                                "id=call-ada, description=calls Ada, disruption=none"),
                        new Change(Kind.ADDED, "playbooks.leak.steps.1", "", "action=call-ada, settle-for=PT5M"),
                        new Change(
                                Kind.REMOVED,
                                "failure-modes.crash",
                                "id=crash, stages.0.held-for=2, stages.0.status=[failed], description=it fails",
                                ""),
                        new Change(
                                Kind.REMOVED,
                                "playbooks.crash on host",
                                "for=crash, kinds=[host], steps.0.action=restart-host",
                                ""),
                        new Change(Kind.REMOVED, "guardrails.trust.groups=db", "groups=[db], mode=observe", ""));
    }

    @Test
    void aRuleOfTrustIsKnownByWhomItTrustsWithWhatAndItsOrderMatters() {
        String swapped = BASE.replace("    - {groups: [db], mode: observe}\n", "")
                .replace("  trust:\n", "  trust:\n    - {groups: [db], mode: recommend}\n");
        assertThat(diff(BASE, swapped))
                .containsExactlyInAnyOrder(
                        new Change(Kind.CHANGED, "guardrails.trust.groups=db.mode", "observe", "recommend"),
                        new Change(
                                Kind.CHANGED,
                                "order of guardrails.trust",
                                "actions=restart-service groups=web/*, groups=db",
                                "groups=db, actions=restart-service groups=web/*"));
    }

    @Test
    void theShippedPolicySaysTheSameAsItself() throws IOException {
        PolicyOutline shipped = PolicyText.shipped().outline();
        assertThat(PolicyDiff.between(shipped, shipped).same()).isTrue();
        assertThat(shipped.settings()).hasSizeGreaterThan(100).containsKeys("guardrails.mode", "breaker.alarm-share");
    }

    private static List<Change> diff(String before, String after) {
        return PolicyDiff.between(new PolicyText("before", before).outline(), new PolicyText("after", after).outline())
                .changes();
    }
}
