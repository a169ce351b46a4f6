package dev.fleetshadow.proof;

import java.util.List;

/**
 * Whether something held that had to hold.
 *
 * @param sentence what had to
 * @param problems what was found instead; empty if it held
 */
public record Finding(String sentence, List<String> problems) {

    public boolean holds() {
        return problems.isEmpty();
    }
}
