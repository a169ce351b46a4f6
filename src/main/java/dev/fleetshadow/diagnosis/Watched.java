package dev.fleetshadow.diagnosis;

import java.util.Map;

/**
 * What is remembered of a resource that is not well; a well resource has none.
 *
 * @param stages progress by mode and stage, bounded by the catalogue
 * @param named whether the last stage of a mode that is not a fallback was held since the resource was last well
 * @param unwell whether any mode was held since the resource was last well
 * @param wellReports reports in a row that looked well
 */
public record Watched(Map<String, StageProgress> stages, boolean named, boolean unwell, int wellReports) {

    public static final Watched NOTHING = new Watched(Map.of(), false, false, 0);

    /** Whether there is nothing to remember. */
    public boolean nothing() {
        return stages.isEmpty() && !unwell;
    }
}
