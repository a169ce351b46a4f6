package dev.fleetshadow.remediation;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.diagnosis.Diagnosis;
import java.time.Instant;
import java.util.Comparator;

/**
 * Brings to a group's ledger whatever may change it, in one flat type because it crosses operators.
 *
 * @param at event time by whoever caused it
 * @param resourceId of a recovery
 */
public record GroupEvent(
        Kind kind,
        String group,
        Instant at,
        Diagnosis diagnosis,
        String resourceId,
        RemediationOutcome outcome,
        ControlMessage control) {

    /** Of telemetry from the same moment. */
    public static final Comparator<GroupEvent> ORDER = Comparator.comparing(GroupEvent::kind)
            .thenComparing(
                    event -> event.diagnosis() == null ? "" : event.diagnosis().id())
            .thenComparing(GroupEvent::resourceId);

    /** Which of the fields speaks. */
    public enum Kind {
        DIAGNOSIS,
        RECOVERY,
        OUTCOME,
        CONTROL
    }

    /** Whose time is that of the resources' reports, and not of an agent or a person. */
    public boolean fromTelemetry() {
        return kind == Kind.DIAGNOSIS || kind == Kind.RECOVERY;
    }

    public static GroupEvent of(Diagnosis diagnosis) {
        String group = diagnosis.resource().group();
        return new GroupEvent(Kind.DIAGNOSIS, group, diagnosis.at(), diagnosis, "", null, null);
    }

    public static GroupEvent recovery(String group, String resourceId, Instant at) {
        return new GroupEvent(Kind.RECOVERY, group, at, null, resourceId, null, null);
    }

    public static GroupEvent of(RemediationOutcome outcome) {
        return new GroupEvent(Kind.OUTCOME, outcome.group(), outcome.at(), null, "", outcome, null);
    }

    public static GroupEvent of(ControlMessage control) {
        return new GroupEvent(Kind.CONTROL, control.scope(), control.at(), null, "", null, control);
    }
}
