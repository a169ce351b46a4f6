package dev.fleetshadow.proof;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What must hold of a scenario, in a sentence, and how to find out.
 *
 * @param needs who must have played it
 * @param check what is wrong; empty if it holds
 */
record Expectation(String sentence, Set<Variant> needs, Function<List<Comparison>, List<String>> check) {

    /** What must hold each time Fleet Shadow looks after the fleet. */
    static Expectation always(String sentence, BiFunction<Result, Comparison, List<String>> problems) {
        return new Expectation(sentence, Set.of(), played -> {
            List<String> found = new ArrayList<>();
            for (Comparison comparison : played) {
                for (Variant variant : EnumSet.copyOf(comparison.results().keySet())) {
                    if (variant.shadows()) {
                        problems.apply(comparison.of(variant), comparison)
                                .forEach(problem -> found.add(
                                        "seed %d, %s: %s".formatted(comparison.seed(), variant.title(), problem)));
                    }
                }
            }
            return found;
        });
    }

    /** What must hold of all that was played together. */
    static Expectation overall(String sentence, Set<Variant> needs, Function<List<Comparison>, List<String>> problems) {
        return new Expectation(sentence, needs, problems);
    }

    /** Nothing is found where not all have played who are needed. */
    boolean applies(Set<Variant> variants) {
        return variants.containsAll(needs);
    }

    Finding of(List<Comparison> played) {
        return new Finding(sentence, check.apply(played));
    }
}
