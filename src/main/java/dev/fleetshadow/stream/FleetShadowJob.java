package dev.fleetshadow.stream;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.remediation.GroupEvent;
import dev.fleetshadow.remediation.RemediationPlanner;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.IntakeSettings;
import dev.fleetshadow.settings.Policy;
import dev.fleetshadow.settings.PolicyText;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.cep.CEP;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;

/**
 * Wires the shadow of a fleet: from status updates to health, from health to diagnoses, from diagnoses to commands.
 *
 * <pre>
 * statuses → decode → score ─┬→ health
 *                            └→ attend → watch → diagnose → remediate → commands, audit
 *            outcomes, controls → decode ────────────────────↗
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

        var health = shadow(updates, endpoints, settings);
        respond(health, outcomes, controls, endpoints, settings);

        endpoints.deadLetters(updates.getSideOutput(DecodeFunction.DEAD_LETTERS)
                .union(
                        health.getSideOutput(DecodeFunction.DEAD_LETTERS),
                        outcomes.getSideOutput(DecodeFunction.DEAD_LETTERS),
                        controls.getSideOutput(DecodeFunction.DEAD_LETTERS)));
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

    /** From health to commands. */
    private static void respond(
            DataStream<HealthReport> health,
            DataStream<RemediationOutcome> outcomes,
            DataStream<ControlMessage> controls,
            Endpoints endpoints,
            FleetShadowSettings settings) {
        Policy policy = settings.policy();
        var attended = Stage.named("attend", health.process(new AttendFunction()));
        var policies = Stage.named("policies", policies(controls)).broadcast(WatchFunction.POLICY);
        var symptoms = Stage.named(
                "watch",
                DataStreamUtils.reinterpretAsKeyedStream(attended, HealthReport::resourceId)
                        .connect(policies)
                        .process(new WatchFunction(
                                settings.policyText(), settings.vigil().retention())));
        DataStream<Diagnosis> diagnoses = Arrays.stream(Shape.values())
                .map(shape -> diagnose(shape, symptoms))
                .reduce(DataStream::union)
                .orElseThrow();
        endpoints.diagnoses(diagnoses);

        DataStream<GroupEvent> events = Stage.named("diagnosis-event", diagnoses.map(GroupEvent::of))
                .union(
                        Stage.named("sighting-event", recoveries(symptoms.getSideOutput(WatchFunction.SIGHTINGS))),
                        Stage.named("outcome-event", outcomes.map(GroupEvent::of)),
                        Stage.named("control-event", controls.map(GroupEvent::of)));
        var pauses = Stage.named("pauses", controls.filter(control -> control.kind() == ControlKind.PAUSE))
                .broadcast(RemediateFunction.PAUSES);
        var audit = Stage.named(
                "remediate",
                events.keyBy(GroupEvent::group)
                        .connect(pauses)
                        .process(new RemediateFunction(
                                new RemediationPlanner(policy.playbooks(), policy.guardrails()))));
        endpoints.commands(audit.getSideOutput(RemediateFunction.COMMANDS));
        endpoints.audit(audit);
    }

    /** No control speaks of the policy yet. */
    private static SingleOutputStreamOperator<PolicyText> policies(DataStream<ControlMessage> controls) {
        return controls.flatMap((ControlMessage control, Collector<PolicyText> out) -> {})
                .returns(PolicyText.class);
    }

    private static SingleOutputStreamOperator<GroupEvent> recoveries(DataStream<Sighting> sightings) {
        return sightings
                .flatMap((Sighting sighting, Collector<GroupEvent> out) -> {
                    if (sighting.recovered()) {
                        String resource = sighting.resource().id();
                        out.collect(GroupEvent.recovery(sighting.group(), resource, sighting.at()));
                    }
                })
                .returns(GroupEvent.class);
    }

    private static DataStream<Diagnosis> diagnose(Shape shape, DataStream<Symptom> symptoms) {
        String name = shape.name().toLowerCase(Locale.ROOT);
        var shaped = Stage.named("symptoms-" + name, symptoms.filter(symptom -> symptom.shape() == shape));
        return Stage.named(
                "diagnose-" + name,
                CEP.pattern(shaped.keyBy(Symptom::key), FailurePatterns.of(shape))
                        .process(new DiagnoseFunction()));
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
