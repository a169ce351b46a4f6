package dev.fleetshadow.codec;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.gather.DataPoint;
import dev.fleetshadow.gather.IntakeFormat;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.stream.Decoder;
import dev.fleetshadow.stream.Endpoints;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.util.List;

/** Endpoints whose records are in the native JSON format, or in one that others send. */
public abstract class JsonEndpoints implements Endpoints {

    @Override
    public final Decoder<StatusUpdate> statusFormat() {
        return StatusJson::decode;
    }

    @Override
    public final Decoder<List<DataPoint>> pointFormat(IntakeFormat format) {
        return switch (format) {
            case COLLECTD -> CollectdJson::decode;
            case INFLUX -> InfluxLine::decode;
            case OTLP_JSON -> OtlpMetrics::json;
            case OTLP_PROTO -> OtlpMetrics::proto;
            case FLEET -> throw new IllegalArgumentException(format + " holds whole updates and no data points");
        };
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
