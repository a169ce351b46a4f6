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
import dev.fleetshadow.settings.JobPart;
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
import org.apache.flink.streaming.api.datastream.KeyedStream;
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

    /** More than a report can have, names and labels being limited; the limit of the intake is for what strangers send. */
    private static final int MOST_REPORT_BYTES = 256 * 1024;

    private FleetShadowJob() {}

    /** What a part is called in the web UI. */
    public static String nameOf(JobPart part) {
        return switch (part) {
            case WHOLE -> NAME;
            case SHADOW, RESPOND -> NAME + ": " + part;
        };
    }

    /** Builds the part that the settings ask for; it runs when the environment is executed. */
    public static void wirePart(StreamExecutionEnvironment env, Endpoints endpoints, FleetShadowSettings settings) {
        switch (settings.part()) {
            case WHOLE -> wire(env, endpoints, settings);
            case SHADOW -> wireShadow(env, endpoints, settings);
            case RESPOND -> wireRespond(env, endpoints, settings);
        }
    }

    /** Builds the whole graph. */
    public static void wire(StreamExecutionEnvironment env, Endpoints endpoints, FleetShadowSettings settings) {
        var updates = updates(env, endpoints, settings.intake());
        var health = shadow(updates, endpoints, settings);
        var outcomes = outcomes(env, endpoints, settings.intake());
        var controls = controls(env, endpoints, settings.intake());
        var attended = DataStreamUtils.reinterpretAsKeyedStream(attended(health), HealthReport::resourceId);
        respond(attended, outcomes, controls, endpoints, settings);
        endpoints.deadLetters(letters(updates, health, outcomes, controls));
    }

    /** Builds the half that learns and scores: what it makes of a fleet goes to another job. */
    public static void wireShadow(StreamExecutionEnvironment env, Endpoints endpoints, FleetShadowSettings settings) {
        var updates = updates(env, endpoints, settings.intake());
        var health = shadow(updates, endpoints, settings);
        endpoints.deadLetters(letters(updates, health));
    }

    /** Builds the half that diagnoses and remediates, by the health reports of another job. */
    public static void wireRespond(StreamExecutionEnvironment env, Endpoints endpoints, FleetShadowSettings settings) {
        var health = decode(
                "decode-health",
                endpoints.healthReports(env),
                endpoints.healthFormat(),
                HealthReport.class,
                MOST_REPORT_BYTES);
        var outcomes = outcomes(env, endpoints, settings.intake());
        var controls = controls(env, endpoints, settings.intake());
        respond(attended(health).keyBy(HealthReport::resourceId), outcomes, controls, endpoints, settings);
        endpoints.deadLetters(letters(health, outcomes, controls));
    }

    private static SingleOutputStreamOperator<StatusUpdate> updates(
            StreamExecutionEnvironment env, Endpoints endpoints, IntakeSettings intake) {
        var decoder = new DecodeFunction<>(
                endpoints.statusFormat(), intake.maxRecordBytes(), clockNotAhead(intake.maxClockLead()));
        return Stage.named(
                "decode-status", endpoints.statuses(env).process(decoder).returns(StatusUpdate.class));
    }

    private static SingleOutputStreamOperator<RemediationOutcome> outcomes(
            StreamExecutionEnvironment env, Endpoints endpoints, IntakeSettings intake) {
        return decode(
                "decode-outcome",
                endpoints.outcomes(env),
                endpoints.outcomeFormat(),
                RemediationOutcome.class,
                intake.maxRecordBytes());
    }

    private static SingleOutputStreamOperator<ControlMessage> controls(
            StreamExecutionEnvironment env, Endpoints endpoints, IntakeSettings intake) {
        return decode(
                "decode-control",
                endpoints.controls(env),
                endpoints.controlFormat(),
                ControlMessage.class,
                intake.maxRecordBytes());
    }

    private static DataStream<DeadLetter> letters(SingleOutputStreamOperator<?>... stages) {
        return Arrays.stream(stages)
                .<DataStream<DeadLetter>>map(stage -> stage.getSideOutput(DecodeFunction.DEAD_LETTERS))
                .reduce(DataStream::union)
                .orElseThrow();
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

    private static SingleOutputStreamOperator<HealthReport> attended(DataStream<HealthReport> health) {
        return Stage.named("attend", health.process(new AttendFunction()));
    }

    /** From health to commands. */
    private static void respond(
            KeyedStream<HealthReport, String> attended,
            DataStream<RemediationOutcome> outcomes,
            DataStream<ControlMessage> controls,
            Endpoints endpoints,
            FleetShadowSettings settings) {
        Policy policy = settings.policy();
        var policies = Stage.named("policies", policies(controls)).broadcast(WatchFunction.POLICY);
        var symptoms = Stage.named(
                "watch",
                attended.connect(policies)
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
            String name, DataStream<WireRecord> records, Decoder<T> format, Class<T> type, int maxBytes) {
        var decoder = new DecodeFunction<>(format, maxBytes, (message, original) -> null);
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
