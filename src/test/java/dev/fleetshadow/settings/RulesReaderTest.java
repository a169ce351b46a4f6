package dev.fleetshadow.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetshadow.action.ActionType;
import dev.fleetshadow.action.Disruption;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.ParameterRule;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.action.PlaybookStep;
import dev.fleetshadow.action.Selection;
import dev.fleetshadow.census.BreakerSettings;
import dev.fleetshadow.census.GateSettings;
import dev.fleetshadow.remediation.Amount;
import dev.fleetshadow.remediation.Guardrail;
import dev.fleetshadow.remediation.Guardrails;
import dev.fleetshadow.remediation.Guardrails.Budget;
import dev.fleetshadow.remediation.Guardrails.Doubt;
import dev.fleetshadow.remediation.Guardrails.Patience;
import dev.fleetshadow.remediation.Rules;
import dev.fleetshadow.remediation.Trust;
import dev.fleetshadow.remediation.WeeklyWindow;
import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.ResourceSelector;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a policy says of acting reaches the rules as it is written. */
class RulesReaderTest {

    private static final List<Glob> ANY = List.of(Glob.of("*"));

    private static final String MODE = """
            failure-modes:
              - {id: leak, description: it leaks, stages: [{score-below: 40}]}
            """;

    static final String FULL = MODE + """
            guardrails:
              mode: approve
              trust:
                - {actions: ["restart-*"], labels: {zone: "eu-*"}, mode: recommend}
              in-flight: 3
              per-hour: 20%
              min-healthy-share: 0.6
              cooldown: PT7M
              approval-within: PT2H
              wait-at-most: PT3H
              quarantine: PT12H
              confidence-floor: 0.3
              flapping: {episodes: 2, within: PT6H}
              hold-out: 0.1
              disabled: [cooldown]
              exceptions:
                - {for: {kinds: [db], groups: ["db/*"]}, in-flight: 1, disabled: []}
            failure-domains: {labels: [zone], at-least: 5, ill-share: 0.4, stalled-share: 0.9, release-after: PT20M}
            breaker: {at-least: 30, alarm-share: 0.3, ill-share: 0.5}
            maintenance:
              - {id: sunday, days: [sunday], from: "02:00", to: "04:30", zone: Europe/Berlin}
            desk: service-desk
            seed: 5
            actions:
              - id: reboot-rack
                description: restarts a whole rack
                disruption: destructive
                cost: 0.9
                needs-peers: true
                parameters:
                  rack: {required: true, pattern: "r[0-9]+"}
            playbooks:
              - for: leak
                kinds: [host]
                score-below: 55
                selection: adaptive
                most-attempts: 2
                mode: enforce
                steps:
                  - action: restart-service
                    parameters: {service: checkout}
                    expires-after: PT5M
                    settle-for: PT3M
                    recover-within: PT45M
            """;

    @Test
    void everyFieldIsRead() {
        PlaybookStep restart = new PlaybookStep(
                "restart-service",
                Map.of("service", "checkout"),
                Duration.ofMinutes(5),
                Duration.ofMinutes(3),
                Duration.ofMinutes(45));
        Policy policy = PolicyReader.read("test", FULL);
        assertThat(policy.gate()).isEqualTo(new GateSettings(List.of("zone"), 5, 0.4, 0.9, Duration.ofMinutes(20)));
        assertThat(policy.breaker()).isEqualTo(new BreakerSettings(30, 0.3, 0.5));
        Rules rules = policy.rules();
        assertThat(rules.playbooks())
                .containsExactly(new Playbook(
                        "leak", List.of(Glob.of("host")), 55, List.of(restart), Selection.ADAPTIVE, 2, Mode.ENFORCE));
        assertThat(rules.limits())
                .isEqualTo(new Guardrails(
                        new Budget(Amount.of(3), Amount.share(0.2), 0.6),
                        new Patience(
                                Duration.ofMinutes(7), Duration.ofHours(2), Duration.ofHours(3), Duration.ofHours(12)),
                        new Doubt(0.3, 2, Duration.ofHours(6), 0.1),
                        Set.of(Guardrail.COOLDOWN)));
        ResourceSelector databases =
                new ResourceSelector(ANY, List.of(Glob.of("db")), List.of(Glob.of("db/*")), Map.of());
        assertThat(rules.specials())
                .containsExactly(new Rules.Special(
                        databases,
                        new Guardrails(
                                new Budget(Amount.of(1), Amount.share(0.2), 0.6),
                                rules.limits().patience(),
                                rules.limits().doubt(),
                                Set.of())));
        assertThat(rules.trust())
                .isEqualTo(new Trust(
                        Mode.APPROVE,
                        List.of(new Trust.Rule(
                                ANY,
                                List.of(Glob.of("restart-*")),
                                new ResourceSelector(ANY, ANY, ANY, Map.of("zone", Glob.of("eu-*"))),
                                Mode.RECOMMEND)),
                        Mode.ENFORCE));
        assertThat(rules.maintenance())
                .containsExactly(new WeeklyWindow(
                        "sunday",
                        ResourceSelector.ALL,
                        Set.of(DayOfWeek.SUNDAY),
                        LocalTime.of(2, 0),
                        LocalTime.of(4, 30),
                        ZoneId.of("Europe/Berlin")));
        assertThat(rules.desk()).isEqualTo("service-desk");
        assertThat(rules.seed()).isEqualTo(5);
        assertThat(rules.actions().type("reboot-rack"))
                .contains(new ActionType(
                        "reboot-rack",
                        "restarts a whole rack",
                        Disruption.DESTRUCTIVE,
                        0.9,
                        true,
                        Map.of("rack", new ParameterRule(true, Pattern.compile("r[0-9]+")))));
        assertThat(rules.actions().type("restart-host")).isPresent();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "guardrails: {in-flight: 0%}|guardrails.in-flight: '0%' is not usable; write a number from 1 to 1000",
                "guardrails: {per-hour: many}|guardrails.per-hour: 'many' is not usable; write a number such as 2",
                "guardrails: {trust: [{actions: [x]}]}|guardrails.trust[0].mode: 'nothing' is not usable; say how much",
                "guardrails: {hold-out: 0.9}|guardrails.hold-out: '0.9' is not usable; write a number from 0 to 0.5",
                "guardrails: {disabled: [fear]}|guardrails.disabled: 'fear' is not usable; write one of observe-only",
                "guardrails: {exceptions: [{in-flight: 1}]}|guardrails.exceptions[0].for: 'nothing' is not usable",
                "failure-domains: {at-least: 1}|failure-domains.at-least: '1' is not usable; write at least 2",
                "maintenance: [{id: a, days: [], from: '1', to: '02:00', zone: UTC}]|maintenance[0].from: '1' is not",
                "maintenance: [{id: a, from: '01:00', to: '02:00', zone: UTC}]|maintenance[0].days: 'nothing' is not",
                "maintenance: [{id: a, days: [monday], from: '01:00', to: '02:00', zone: Mars}]|zone: 'Mars' is not",
                "actions: [{id: Bad Name, description: x}]|actions[0].id: 'Bad Name' is not usable",
                "actions: [{id: a, description: x, parameters: {p: {pattern: '['}}}]|pattern: '[' is not usable",
                "playbooks: [{for: leak, steps: [{action: dance}]}]|steps[0].action: 'dance' is not usable; name an",
                "playbooks: [{for: leak, steps: [{action: deploy-fix}]}]|steps[0].parameters: 'nothing' is not usable",
                "playbooks: [{for: leak, steps: [{action: replace, parameters: {x: y}}]}]|parameters.x: 'y' is not usable",
                "playbooks: [{for: leak, steps: [{action: restart-service, parameters: {service: 'a; b'}}]}]|service: 'a; b'"
            })
    void whatCannotBeUsedIsRefusedWithARemedy(String written, String problem) {
        assertThatThrownBy(() -> PolicyReader.read("test", MODE + written + "\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(problem)
                .hasMessageContaining("line 3");
    }

    @Test
    void aParameterThatRefersToTheResourceIsHeldToItsRuleOnlyWhenTheCommandIsMade() {
        String policy = MODE + """
                playbooks:
                  - {for: leak, steps: [{action: restart-service, parameters: {service: "${labels.service}"}}]}
                """;
        assertThat(PolicyReader.read("test", policy).rules().playbooks()).hasSize(1);
    }

    @Test
    void twoPlaybooksForOneModeMayDifferInTheKindsTheyAreFor() {
        String policy = MODE + """
                playbooks:
                  - {for: leak, kinds: [host], steps: [{action: restart-host}]}
                  - {for: leak, kinds: [pod], steps: [{action: replace}]}
                """;
        assertThat(PolicyReader.read("test", policy).rules().playbooks()).hasSize(2);
    }
}
