package dev.fleetshadow.census;

import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.telemetry.ResourceStatus;

/** How a member of a failure domain counts. */
public enum Standing {
    /** Not counted: nothing is known of it yet, or it is on its way in or out. */
    AWAY,
    WELL,
    /** Scored critical, or failed by its own word. */
    UNWELL,
    /** Not heard of. */
    SILENT;

    public static Standing of(HealthReport report) {
        ResourceStatus status = report.status();
        if (status == ResourceStatus.DRAINING
                || status == ResourceStatus.STOPPED
                || status == ResourceStatus.PROVISIONING) {
            return AWAY;
        }
        if (report.level() == HealthLevel.SILENT) {
            return SILENT;
        }
        if (status == ResourceStatus.FAILED) {
            return UNWELL;
        }
        return switch (report.level()) {
            case LEARNING -> AWAY;
            case HEALTHY, WARNING -> WELL;
            case CRITICAL -> report.established() ? UNWELL : WELL;
            case SILENT -> SILENT;
        };
    }

    /** Whether it speaks for something wrong. */
    public boolean ill() {
        return this == UNWELL || this == SILENT;
    }
}
