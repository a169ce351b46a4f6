package dev.fleetshadow.proof;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One way of looking after a fleet: it hears what resources and people say and asks for actions. */
interface Remedy {

    /**
     * What is asked for after a minute.
     *
     * @param updates of the minute, in order of time
     * @param end of the minute
     * @param lag how long ago that was
     */
    List<RemediationRequest> minute(List<StatusUpdate> updates, Instant end, Duration lag);

    /** What is asked for after an answer. */
    List<RemediationRequest> answered(RemediationOutcome outcome, Instant now);

    /** What is asked for after an operator's word. */
    List<RemediationRequest> ordered(ControlMessage order, Instant now);

    /** What it has noted down. */
    default List<AuditEvent> audit() {
        return List.of();
    }

    /** What it has made of the fleet. */
    default List<Diagnosis> diagnoses() {
        return List.of();
    }

    /** What it has learned of its actions. */
    default Map<String, Effectiveness> effects() {
        return Map.of();
    }
}
