package dev.fleetshadow.diagnosis;

import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of a resource that is not well, or was not until a short while ago; a well resource has none.
 *
 * @param stages progress by mode and stage, bounded by the catalogue
 * @param named whether the last stage of a mode was held since the resource was last well
 * @param unwell whether any mode was held, or the resource failed or fell silent, since it was last well
 * @param wellReports reports in a row that looked well
 * @param scores of the last reports, the oldest first, {@code NaN} where unknown; at most
 *     {@value ScoreAsked#LONGEST_FALL}, none while a fall is not asked for or all were well
 * @param group under which it became unwell; {@code null} while it is not
 * @param lastAt event time of the last report that was no silence, by the resource's clock; {@code null} if there was none
 * @param silentAt when it was last found silent, by the clock of the transport; {@code null} if it was not
 */
public record Watched(
        Map<String, StageProgress> stages,
        boolean named,
        boolean unwell,
        int wellReports,
        List<Double> scores,
        String group,
        Instant lastAt,
        Instant silentAt) {

    public static final Watched NOTHING = new Watched(Map.of(), false, false, 0, List.of());

    /** What one report makes of the modes, without regard to who was seen when. */
    Watched(Map<String, StageProgress> stages, boolean named, boolean unwell, int wellReports, List<Double> scores) {
        this(stages, named, unwell, wellReports, scores, null, null, null);
    }

    /** Whether no mode has begun, the resource is well, and no score need be remembered. */
    public boolean nothing() {
        return stages.isEmpty() && !unwell && scores.isEmpty();
    }

    /**
     * Whether the report is newer than what was seen: a topic that is written at least once tells some things again. What
     * ends a silence before which nothing was remembered is {@link HealthReport#announced}, as repetitions hardly are.
     */
    public boolean precedes(HealthReport report) {
        if (silence(report)) {
            return silentAt == null || report.observedAt().isAfter(silentAt);
        }
        return lastAt == null
                ? silentAt == null || report.announced()
                : report.observedAt().isAfter(lastAt);
    }

    /** The same for a resource that is unwell, whatever the modes make of it. */
    Watched nowUnwell() {
        return new Watched(stages, named, true, wellReports, scores, group, lastAt, silentAt);
    }

    Watched withStages(Map<String, StageProgress> others) {
        return new Watched(others, named, unwell, wellReports, scores, group, lastAt, silentAt);
    }

    /** The same with the memory of this report, and of those that {@code before} remembers. */
    Watched seen(HealthReport report, Watched before, String ownGroup) {
        return new Watched(
                stages,
                named,
                unwell,
                wellReports,
                scores,
                ownGroup,
                silence(report) ? before.lastAt : report.observedAt(),
                silence(report) ? report.observedAt() : before.silentAt);
    }

    private static boolean silence(HealthReport report) {
        return report.level() == HealthLevel.SILENT;
    }
}
