package dev.fleetshadow.proof;

import dev.fleetshadow.remediation.Guardrail;
import dev.fleetshadow.settings.Policy;
import dev.fleetshadow.settings.PolicyText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One learned fleet for all tests, and what was played on it. */
final class Grounds {

    static final Policy POLICY = policy();

    private static final Set<Variant> STATIC = EnumSet.of(Variant.STATIC);
    private static final Map<String, Comparison> PLAYED = new HashMap<>();
    private static LearnedFleet learned;

    private Grounds() {}

    static LearnedFleet learned() {
        if (learned == null) {
            learned = LearnedFleet.of(1);
        }
        return learned;
    }

    /** The scenario as it is, in the hands of Fleet Shadow with static playbooks. */
    static Comparison played(String scenario) {
        return PLAYED.computeIfAbsent(scenario, name -> played(Scenarios.named(name), POLICY, Set.of()));
    }

    static Comparison played(Scenario scenario, Policy policy, Set<Guardrail> without) {
        return new ProvingGround(learned(), policy, without).play(scenario, STATIC);
    }

    /** Sentences of a scenario that do not hold of what was played. */
    static List<String> broken(Scenario scenario, Comparison played) {
        return scenario.expectations().stream()
                .filter(expectation -> expectation.applies(played.results().keySet()))
                .map(expectation -> expectation.of(List.of(played)))
                .filter(finding -> !finding.holds())
                .map(Finding::sentence)
                .toList();
    }

    private static Policy policy() {
        try (InputStream file = Grounds.class.getResourceAsStream("/policies/proving-ground.yaml")) {
            return new PolicyText("proving ground", new String(file.readAllBytes(), StandardCharsets.UTF_8)).policy();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
