package dev.fleetshadow.codec;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.stream.Decoder;
import dev.fleetshadow.stream.Endpoints;
import dev.fleetshadow.telemetry.StatusUpdate;

/** Endpoints whose records are in the native JSON format. */
public abstract class JsonEndpoints implements Endpoints {

    @Override
    public final Decoder<StatusUpdate> statusFormat() {
        return StatusJson::decode;
    }

    @Override
    public final Decoder<HealthReport> healthFormat() {
        return HealthJson::decode;
    }

    @Override
    public final Decoder<RemediationOutcome> outcomeFormat() {
        return OutcomeJson::decode;
    }

    @Override
    public final Decoder<ControlMessage> controlFormat() {
        return ControlJson::decode;
    }

    @Override
    public final Decoder<Effectiveness> effectivenessFormat() {
        return EffectivenessJson::decode;
    }
}
