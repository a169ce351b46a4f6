package dev.fleetshadow.remediation;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.census.DomainHold;
import dev.fleetshadow.census.Domains;
import dev.fleetshadow.census.Tally;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Sighting;
import java.time.Instant;
import java.util.Comparator;

/**
 * Brings to a group's ledger whatever may change it, in one flat type because it crosses operators.
 *
 * @param at event time by whoever caused it
 * @param resourceId whose case file it concerns; empty if it concerns none
 * @param hold that begins, or ends if {@code begins} is false
 * @param stop by which the service stopped itself
 */
public record GroupEvent(
        Kind kind,
        String group,
        Instant at,
        String resourceId,
        Diagnosis diagnosis,
        Sighting sighting,
        RemediationOutcome outcome,
        ControlMessage control,
        Tally tally,
        DomainHold hold,
        boolean begins,
        Stop stop) {

    /** Of telemetry from the same moment. */
    public static final Comparator<GroupEvent> ORDER = Comparator.comparing(GroupEvent::kind)
            .thenComparing(
                    event -> event.diagnosis() == null ? "" : event.diagnosis().id())
            .thenComparing(GroupEvent::resourceId)
            .thenComparing(event -> event.hold() == null ? "" : event.hold().domain());

    /** Which of the fields speaks; what is known of the group and the resource comes before what is made of it. */
    public enum Kind {
        CENSUS,
        HOLD,
        STOP,
        SIGHTING,
        DIAGNOSIS,
        OUTCOME,
        CONTROL
    }

    /** Whose time is that of the resources' reports, and not of an agent or a person. */
    public boolean fromTelemetry() {
        return kind != Kind.OUTCOME && kind != Kind.CONTROL;
    }

    public static GroupEvent of(Diagnosis diagnosis) {
        return new GroupEvent(
                Kind.DIAGNOSIS,
                diagnosis.resource().group(),
                diagnosis.at(),
                diagnosis.resource().id(),
                diagnosis,
                null,
                null,
                null,
                null,
                null,
                false,
                null);
    }

    public static GroupEvent of(Sighting sighting) {
        return new GroupEvent(
                Kind.SIGHTING,
                sighting.group(),
                sighting.at(),
                sighting.resource().id(),
                null,
                sighting,
                null,
                null,
                null,
                null,
                false,
                null);
    }

    public static GroupEvent of(RemediationOutcome outcome) {
        return new GroupEvent(
                Kind.OUTCOME,
                outcome.group(),
                outcome.at(),
                outcome.resourceId(),
                null,
                null,
                outcome,
                null,
                null,
                null,
                false,
                null);
    }

    /** An approval is resolved to its resource by whoever keeps the case files. */
    public static GroupEvent of(ControlMessage control) {
        String resourceId = control.kind() == ControlKind.RELEASE ? control.subject() : "";
        return new GroupEvent(
                Kind.CONTROL,
                control.scope(),
                control.at(),
                resourceId,
                null,
                null,
                null,
                control,
                null,
                null,
                false,
                null);
    }

    public static GroupEvent counted(String group, Tally tally, Instant at) {
        return new GroupEvent(Kind.CENSUS, group, at, "", null, null, null, null, tally, null, false, null);
    }

    public static GroupEvent of(DomainHold hold, boolean begins, Instant at) {
        String group = Domains.groupOf(hold.domain());
        return new GroupEvent(Kind.HOLD, group, at, "", null, null, null, null, null, hold, begins, null);
    }

    public static GroupEvent of(Stop stop) {
        return new GroupEvent(
                Kind.STOP, Domains.FLEET, stop.since(), "", null, null, null, null, null, null, true, stop);
    }
}
