package dev.fleetshadow.diagnosis;

import java.io.Serializable;

/**
 * One step of a failure: what must hold, and for how many reports in a row until it counts.
 *
 * @param heldFor consecutive reports, ≥ 1
 */
public record Stage(Condition when, int heldFor) implements Serializable {

    public Stage {
        if (heldFor < 1) {
            throw new IllegalArgumentException("a stage is held for at least one report, not " + heldFor);
        }
    }
}
