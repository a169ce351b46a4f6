package dev.fleetshadow.diagnosis;

import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.io.Serializable;

/**
 * Says when a resource that was unwell counts as well again; the gap to the modes' thresholds is the hysteresis.
 *
 * @param scoreAtLeast 0..100
 * @param reports in a row, ≥ 1
 */
public record Recovery(double scoreAtLeast, int reports) implements Serializable {

    public static final Recovery DEFAULT = new Recovery(70, 5);

    boolean well(HealthReport report) {
        boolean scoreBack = report.level() == HealthLevel.LEARNING || report.score() >= scoreAtLeast;
        return report.level() != HealthLevel.SILENT && report.status() == ResourceStatus.RUNNING && scoreBack;
    }
}
