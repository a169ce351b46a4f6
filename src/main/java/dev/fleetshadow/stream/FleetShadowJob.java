package dev.fleetshadow.stream;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.IntakeSettings;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Wires the shadow of a fleet: from status updates to health, from health to diagnoses, from diagnoses to commands.
 *
 * <pre>
 * statuses → decode → score ─┬→ health
 *                            └→ respond → diagnoses, commands, audit
 * outcomes, controls → decode ─────↗
 * </pre>
 */
public final class FleetShadowJob {

    public static final String NAME = "Fleet Shadow";

    private FleetShadowJob() {}

    /** Builds the whole graph; it runs when the environment is executed. */
    public static void wire(StreamExecutionEnvironment env, Endpoints endpoints, FleetShadowSettings settings) {
        IntakeSettings intake = settings.intake();
        var updates = Stage.named(
                "decode-status",
                endpoints
                        .statuses(env)
                        .process(new DecodeFunction<>(
                                endpoints.statusFormat(),
                                intake.maxRecordBytes(),
                                clockNotAhead(intake.maxClockLead())))
                        .returns(StatusUpdate.class));
        var outcomes = decode(
                "decode-outcome", endpoints.outcomes(env), endpoints.outcomeFormat(), RemediationOutcome.class, intake);
        var controls = decode(
                "decode-control", endpoints.controls(env), endpoints.controlFormat(), ControlMessage.class, intake);

        var effectiveness = decode(
                "decode-effectiveness",
                endpoints.effectiveness(env),
                endpoints.effectivenessFormat(),
                Effectiveness.class,
                intake);

        var health = shadow(updates, endpoints, settings);
        new RespondGraph(settings, endpoints, controls).wire(health, outcomes, effectiveness);

        endpoints.deadLetters(updates.getSideOutput(DecodeFunction.DEAD_LETTERS)
                .union(
                        health.getSideOutput(DecodeFunction.DEAD_LETTERS),
                        outcomes.getSideOutput(DecodeFunction.DEAD_LETTERS),
                        controls.getSideOutput(DecodeFunction.DEAD_LETTERS),
                        effectiveness.getSideOutput(DecodeFunction.DEAD_LETTERS)));
    }

    /** From status updates to health. */
    private static SingleOutputStreamOperator<HealthReport> shadow(
            DataStream<StatusUpdate> updates, Endpoints endpoints, FleetShadowSettings settings) {
        var health = Stage.named(
                "score",
                updates.keyBy(StatusUpdate::resourceId)
                        .process(new ScoreFunction(settings.health(), settings.vigil(), settings.maxResources())));
        endpoints.health(health);
        return health;
    }

    private static <T> SingleOutputStreamOperator<T> decode(
            String name, DataStream<WireRecord> records, Decoder<T> format, Class<T> type, IntakeSettings intake) {
        var decoder = new DecodeFunction<>(format, intake.maxRecordBytes(), (message, original) -> null);
        return Stage.named(name, records.process(decoder).returns(TypeInformation.of(type)));
    }

    static DecodeFunction.Check<StatusUpdate> clockNotAhead(Duration lead) {
        return (update, original) -> {
            Instant latest = Instant.ofEpochMilli(original.timestamp).plus(lead);
            return update.observedAt().isAfter(latest)
                    ? DeadLetter.of(
                            original,
                            DeadLetter.Reason.CLOCK_AHEAD,
                            "observedAt: '%s' is more than %s after the record's own time; set the sender's clock"
                                    .formatted(update.observedAt(), lead))
                    : null;
        };
    }
}
