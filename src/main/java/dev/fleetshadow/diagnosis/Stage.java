package dev.fleetshadow.diagnosis;

import java.io.Serializable;
import java.util.List;

/**
 * One step of a failure: what must hold, and for how many reports in a row until it counts.
 *
 * @param anyOf one of these must hold; 1..{@value #MOST_ALTERNATIVES}
 * @param heldFor consecutive reports, ≥ 1
 */
public record Stage(List<Condition> anyOf, int heldFor) implements Serializable {

    public static final int MOST_ALTERNATIVES = 4;

    public Stage {
        anyOf = List.copyOf(anyOf);
        if (anyOf.isEmpty() || anyOf.size() > MOST_ALTERNATIVES) {
            throw new IllegalArgumentException(
                    "a stage has 1..%d alternatives, not %d".formatted(MOST_ALTERNATIVES, anyOf.size()));
        }
        if (heldFor < 1) {
            throw new IllegalArgumentException("a stage is held for at least one report, not " + heldFor);
        }
    }

    /** A stage without an alternative. */
    public Stage(Condition when, int heldFor) {
        this(List.of(when), heldFor);
    }

    boolean holds(Seen seen) {
        return anyOf.stream().anyMatch(condition -> condition.holds(seen));
    }

    /** The condition to explain the report by. */
    Condition telling(Seen seen) {
        return anyOf.stream()
                .filter(condition -> condition.holds(seen))
                .findFirst()
                .orElse(anyOf.get(0));
    }

    /** Whether it is about a whole failure domain and not about one resource. */
    boolean correlated() {
        return anyOf.stream().anyMatch(condition -> condition.state().correlated());
    }
}
