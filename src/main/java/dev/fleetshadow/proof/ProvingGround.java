package dev.fleetshadow.proof;

import dev.fleetshadow.action.Selection;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.remediation.Guardrail;
import dev.fleetshadow.settings.Policy;
import dev.fleetshadow.simulator.SimulatedFleet;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** Plays scenarios on one learned fleet, for everybody who may look after it. */
public final class ProvingGround {

    private static final Duration REHEARSAL = Duration.ofDays(2);
    private static final long REHEARSED = 1_000_003;

    private final LearnedFleet learned;
    private final Policy policy;
    private final Set<Guardrail> without;
    private Map<String, Effectiveness> usual;

    /**
     * Opens it.
     *
     * @param without guardrails that are left out, to see what they are good for
     */
    public ProvingGround(LearnedFleet learned, Policy policy, Set<Guardrail> without) {
        this.learned = learned;
        this.policy = policy;
        this.without = Set.copyOf(without);
    }

    Comparison play(Scenario scenario, Set<Variant> variants) {
        Map<Variant, Result> results = new EnumMap<>(Variant.class);
        variants.forEach(variant -> results.put(variant, play(scenario, variant)));
        return new Comparison(learned.seed(), fleet(scenario.name(), 0).resources(), results);
    }

    private Result play(Scenario scenario, Variant variant) {
        Policy ruling = PolicyEdit.without(scenario.edit().apply(policy), without);
        return switch (variant) {
            case NOBODY -> play(scenario, new NobodyActs(), "");
            case REACTIVE -> play(scenario, new ReactiveLadder(), "");
            case STATIC -> play(scenario, shadow(PolicyEdit.selection(ruling, Selection.STATIC), Map.of()), desk());
            case ADAPTIVE -> play(scenario, shadow(ruling, known(scenario)), desk());
        };
    }

    private Result play(Scenario scenario, Remedy remedy, String desk) {
        SimulatedFleet fleet = fleet(scenario.name(), 0);
        return ScenarioRun.of(fleet, remedy, plot(scenario.plot(), fleet, scenario.name(), 0), scenario.lasts(), desk);
    }

    /** What was learned of actions before the scenario begins. */
    private Map<String, Effectiveness> known(Scenario scenario) {
        if (scenario.rehearsal() != null) {
            return rehearsed(scenario.rehearsal(), scenario.name());
        }
        if (usual == null) {
            usual = rehearsed(FaultScenarios::usualDays, "usual faults");
        }
        return usual;
    }

    private Map<String, Effectiveness> rehearsed(Plot.Author author, String name) {
        SimulatedFleet fleet = fleet(name, REHEARSED);
        Remedy learner = shadow(policy, Map.of());
        return ScenarioRun.of(fleet, learner, plot(author, fleet, name, REHEARSED), REHEARSAL, desk())
                .effects();
    }

    private Remedy shadow(Policy ruling, Map<String, Effectiveness> known) {
        return new ShadowRemedy(learned.shadows(), ruling, known);
    }

    private SimulatedFleet fleet(String name, long take) {
        return learned.fleet(mixed(name, take));
    }

    private Plot plot(Plot.Author author, SimulatedFleet fleet, String name, long take) {
        Plot plot = new Plot();
        author.write(plot, new Cast(fleet, mixed(name, take)));
        return plot;
    }

    private String desk() {
        return policy.rules().desk();
    }

    private long mixed(String name, long take) {
        return (learned.seed() * 31 + name.hashCode()) * 31 + take;
    }
}
