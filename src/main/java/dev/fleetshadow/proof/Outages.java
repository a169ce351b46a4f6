package dev.fleetshadow.proof;

import java.util.List;

/** Compares for how long resources were out of service in different hands. */
final class Outages {

    private Outages() {}

    static long minutes(Variant variant, List<Comparison> played) {
        return played.stream()
                .mapToLong(
                        comparison -> comparison.of(variant).downtime().total().toMinutes())
                .sum();
    }

    /** What is wrong if one does not do better than the other. */
    static List<String> fewer(Variant better, Variant worse, List<Comparison> played) {
        long own = minutes(better, played);
        long other = minutes(worse, played);
        return Checks.require(
                own < other, "%s: %d min out of service, %s: %d".formatted(better.title(), own, worse.title(), other));
    }
}
