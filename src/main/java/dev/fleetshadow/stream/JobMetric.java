package dev.fleetshadow.stream;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Names every counter of the job once; they appear in the web UI and every reporter under {@code fleetShadow}. */
public enum JobMetric {
    DECODED("decoded", "records read and understood"),
    DEAD_LETTERED("deadLettered", "records sent to the dead letters"),
    GATHERED("gathered", "updates made of what collectors sent"),
    POINTS_LATE("pointsLate", "data points of an interval that was over: left out"),
    POINTS_REFUSED("pointsRefused", "data points left out because their resource has as many as there is room for"),
    SCORED("scored", "updates scored and learned"),
    LATE("late", "updates not newer than the last one of their resource: not learned"),
    METRICS_TRIMMED("metricsTrimmed", "metrics left out because the resource has as many as allowed"),
    METRICS_UNUSABLE("metricsUnusable", "metric values dropped because they were no usable number"),
    NEW_NORMALS("newNormals", "incidents that lasted a day and were accepted as the new normal"),
    SILENCES("silences", "resources found silent"),
    FORGOTTEN("forgotten", "resources forgotten after the retention"),
    REPEATED("repeated", "health reports not newer than the last one of their resource: left out"),
    POLICIES_REFUSED("policiesRefused", "policies that could not be read: the one before stays in force"),
    SYMPTOMS("symptoms", "stages of failure modes entered, held, left or overdue"),
    RECOVERIES("recoveries", "unwell resources that became well again"),
    DIAGNOSES("diagnoses", "episodes diagnosed"),
    NOTICES_REFUSED("noticesRefused", "maintenance windows, changes and holds there was no room for"),
    COMMANDS("commands", "commands sent"),
    WITHHELD("withheld", "actions withheld by a guardrail"),
    VERIFIED("verified", "remediations confirmed by the score"),
    ESCALATED("escalated", "episodes handed over to a person"),
    UNMATCHED("unmatched", "outcomes and approvals about commands that are not open");

    private static final String GROUP = "fleetShadow";

    private final String metricName;
    private final String meaning;

    JobMetric(String metricName, String meaning) {
        this.metricName = metricName;
        this.meaning = meaning;
    }

    public String metricName() {
        return metricName;
    }

    public String meaning() {
        return meaning;
    }

    Counter on(MetricGroup metrics) {
        return metrics.addGroup(GROUP).counter(metricName);
    }
}
