package dev.fleetshadow.diagnosis;

import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.io.Serializable;

/**
 * Says when a resource that was unwell counts as well again; the gap to the modes' thresholds is the hysteresis.
 *
 * @param scoreAtLeast 0..{@link ScoreAsked#HEALTHY_FROM}
 * @param reports in a row, 1..{@link FailureMode#LONGEST_RELEASE}
 */
public record Recovery(double scoreAtLeast, int reports) implements Serializable {

    public static final Recovery DEFAULT = new Recovery(ScoreAsked.HEALTHY_FROM, 5);

    public Recovery {
        if (!(scoreAtLeast >= 0 && scoreAtLeast <= ScoreAsked.HEALTHY_FROM)) {
            throw new IllegalArgumentException("a resource is well again at a score of 0..%s, not %s"
                    .formatted(ScoreAsked.HEALTHY_FROM, scoreAtLeast));
        }
        if (reports < 1 || reports > FailureMode.LONGEST_RELEASE) {
            throw new IllegalArgumentException("a resource is well again after 1..%d reports, not %d"
                    .formatted(FailureMode.LONGEST_RELEASE, reports));
        }
    }

    boolean well(HealthReport report) {
        boolean scoreBack = report.level() == HealthLevel.LEARNING || report.score() >= scoreAtLeast;
        return report.level() != HealthLevel.SILENT && report.status() == ResourceStatus.RUNNING && scoreBack;
    }
}
