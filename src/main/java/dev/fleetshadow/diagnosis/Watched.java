package dev.fleetshadow.diagnosis;

import java.util.List;
import java.util.Map;

/**
 * What is remembered of a resource that is not well; a well resource has none.
 *
 * @param stages progress by mode and stage, bounded by the catalogue
 * @param named whether the last stage of a mode was held since the resource was last well
 * @param unwell whether any mode was held since the resource was last well
 * @param wellReports reports in a row that looked well
 * @param scores of the last reports, the oldest first, {@code NaN} where unknown; at most
 *     {@value ScoreAsked#LONGEST_FALL}, none while a fall is not asked for or all were well
 */
public record Watched(
        Map<String, StageProgress> stages, boolean named, boolean unwell, int wellReports, List<Double> scores) {

    public static final Watched NOTHING = new Watched(Map.of(), false, false, 0, List.of());

    /** Whether there is nothing to remember. */
    public boolean nothing() {
        return stages.isEmpty() && !unwell && scores.isEmpty();
    }
}
