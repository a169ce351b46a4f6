package dev.fleetshadow.proof;

import dev.fleetshadow.remediation.Guardrail;
import dev.fleetshadow.settings.Policy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Plays scenarios on the fleets of several seeds, and says what held. Seeds may be played at the same time. */
public final class Proof {

    private final List<Scenario> scenarios;
    private final Policy policy;
    private final Set<Guardrail> without;
    private final Map<String, List<Comparison>> played = new ConcurrentHashMap<>();

    /**
     * Prepares it.
     *
     * @param names of scenarios; none for all
     * @param without guardrails that are left out, to see what they are good for
     * @throws IllegalArgumentException if there is no such scenario
     */
    public Proof(List<String> names, Policy policy, Set<Guardrail> without) {
        this.scenarios = names.isEmpty()
                ? Scenarios.ALL
                : names.stream().map(Scenarios::named).toList();
        this.policy = policy;
        this.without = Set.copyOf(without);
    }

    /** The names of all scenarios there are. */
    public static List<String> names() {
        return Scenarios.ALL.stream().map(Scenario::name).toList();
    }

    public int scenarios() {
        return scenarios.size();
    }

    /** Plays all scenarios on the fleet of a seed, and tells the name of each that is over. */
    public void play(long seed, Consumer<String> over) {
        ProvingGround ground = new ProvingGround(LearnedFleet.of(seed), policy, without);
        for (Scenario scenario : scenarios) {
            Comparison comparison = ground.play(scenario, EnumSet.allOf(Variant.class));
            played.merge(scenario.name(), List.of(comparison), Proof::both);
            over.accept(scenario.name());
        }
    }

    /** What was played so far. */
    public ProofReport report() {
        return new ProofReport(scenarios.stream()
                .filter(scenario -> played.containsKey(scenario.name()))
                .map(this::row)
                .toList());
    }

    private ProofReport.Row row(Scenario scenario) {
        List<Comparison> comparisons = played.get(scenario.name()).stream()
                .sorted(Comparator.comparing(Comparison::seed))
                .toList();
        Map<Variant, Figures> figures = new EnumMap<>(Variant.class);
        for (Comparison comparison : comparisons) {
            comparison
                    .results()
                    .forEach((variant, result) -> figures.merge(variant, Figures.of(result), Figures::plus));
        }
        return new ProofReport.Row(
                scenario.chapter(),
                scenario.name(),
                scenario.what(),
                figures,
                scenario.expectations().stream()
                        .map(expectation -> expectation.of(comparisons))
                        .toList());
    }

    private static List<Comparison> both(List<Comparison> some, List<Comparison> more) {
        List<Comparison> all = new ArrayList<>(some);
        all.addAll(more);
        return List.copyOf(all);
    }
}
