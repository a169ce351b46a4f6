package dev.fleetshadow.proof;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Waits until a person repairs what is down: what every other remedy is compared with. */
final class NobodyActs implements Remedy {

    @Override
    public List<RemediationRequest> minute(List<StatusUpdate> updates, Instant end, Duration lag) {
        return List.of();
    }

    @Override
    public List<RemediationRequest> answered(RemediationOutcome outcome, Instant now) {
        return List.of();
    }

    @Override
    public List<RemediationRequest> ordered(ControlMessage order, Instant now) {
        return List.of();
    }
}
