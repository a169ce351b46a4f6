package dev.fleetshadow.stream;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.JobPart;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Wires the shadow of a fleet: from status updates to health, from health to diagnoses, from diagnoses to commands.
 *
 * <pre>
 * statuses → decode → score ─┬→ health
 *     └→ decode → gather ↗   └→ attend → watch → diagnose → remediate → commands, audit
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
        var intake = Intake.of(env, endpoints, settings);
        var health = shadow(intake.updates(), endpoints, settings);
        var attended = DataStreamUtils.reinterpretAsKeyedStream(attended(health), HealthReport::resourceId);
        var letters = respond(health, attended, env, endpoints, settings);
        endpoints.deadLetters(intake.letters().union(letters(health), letters));
    }

    /** Builds the half that learns and scores: what it makes of a fleet goes to another job. */
    public static void wireShadow(StreamExecutionEnvironment env, Endpoints endpoints, FleetShadowSettings settings) {
        var intake = Intake.of(env, endpoints, settings);
        var health = shadow(intake.updates(), endpoints, settings);
        endpoints.deadLetters(intake.letters().union(letters(health)));
    }

    /** Builds the half that diagnoses and remediates, by the health reports of another job. */
    public static void wireRespond(StreamExecutionEnvironment env, Endpoints endpoints, FleetShadowSettings settings) {
        var health = decode(
                "decode-health",
                endpoints.healthReports(env),
                endpoints.healthFormat(),
                HealthReport.class,
                MOST_REPORT_BYTES);
        var attended = attended(health).keyBy(HealthReport::resourceId);
        var letters = respond(health, attended, env, endpoints, settings);
        endpoints.deadLetters(letters(health).union(letters));
    }

    static DataStream<DeadLetter> letters(SingleOutputStreamOperator<?>... stages) {
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

    /** Filters in the thread of whoever makes the reports, so that a healthy resource costs a comparison. */
    static SingleOutputStreamOperator<HealthReport> attended(DataStream<HealthReport> health) {
        return Stage.named("attend", health.filter(HealthReport::needsAttention));
    }

    /** From health to commands. */
    static DataStream<DeadLetter> respond(
            DataStream<HealthReport> health,
            KeyedStream<HealthReport, String> attended,
            StreamExecutionEnvironment env,
            Endpoints endpoints,
            FleetShadowSettings settings) {
        int mostBytes = settings.intake().maxRecordBytes();
        var outcomes = decode(
                        "decode-outcome",
                        endpoints.outcomes(env),
                        endpoints.outcomeFormat(),
                        RemediationOutcome.class,
                        mostBytes)
                .setParallelism(1);
        var controls = decode(
                        "decode-control",
                        endpoints.controls(env),
                        endpoints.controlFormat(),
                        ControlMessage.class,
                        mostBytes)
                .setParallelism(1);
        var effectiveness = decode(
                        "decode-effectiveness",
                        endpoints.effectiveness(env),
                        endpoints.effectivenessFormat(),
                        Effectiveness.class,
                        mostBytes)
                .setParallelism(1);
        new RespondGraph(settings, endpoints, controls).wire(health, attended, outcomes, effectiveness);
        return letters(outcomes, controls, effectiveness);
    }

    private static <T> SingleOutputStreamOperator<T> decode(
            String name, DataStream<WireRecord> records, Decoder<T> format, Class<T> type, int maxBytes) {
        var decoder = new DecodeFunction<>(format, maxBytes, (message, original) -> null);
        return Stage.named(name, records.process(decoder).returns(TypeInformation.of(type)));
    }
}
