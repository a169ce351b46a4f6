package dev.fleetshadow.stream;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.census.Announcement;
import dev.fleetshadow.census.CensusNote;
import dev.fleetshadow.census.Domains;
import dev.fleetshadow.census.FleetNews;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.effect.Effect;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.remediation.GroupEvent;
import dev.fleetshadow.remediation.Notice;
import dev.fleetshadow.remediation.Stop;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.PolicyText;
import java.util.Arrays;
import java.util.Locale;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.Collector;

/**
 * Wires the half of the graph that responds: from health to diagnoses, from diagnoses to commands.
 *
 * <pre>
 * health ─┬→ attend → watch ──────→ diagnose ─→ remediate ─→ commands, audit
 *         └→ announce → census ─┬→ correlate ─↗    │  ↑
 *                               └→ fleet ────────↗ effects
 * controls → govern → policies, notices
 * </pre>
 */
final class RespondGraph {

    private final FleetShadowSettings settings;
    private final Endpoints endpoints;
    private final DataStream<ControlMessage> controls;
    private final BroadcastStream<PolicyText> policies;

    RespondGraph(FleetShadowSettings settings, Endpoints endpoints, DataStream<ControlMessage> controls) {
        this.settings = settings;
        this.endpoints = endpoints;
        this.controls = Stage.inOrder("govern", controls.map(new GovernFunction()));
        this.policies = Stage.inOrder(
                        "policies", this.controls.flatMap(RespondGraph::policy).returns(PolicyText.class))
                .broadcast(PolicyInForce.STATE);
    }

    void wire(
            DataStream<HealthReport> health,
            KeyedStream<HealthReport, String> attended,
            DataStream<RemediationOutcome> outcomes,
            DataStream<Effectiveness> effectiveness) {
        SingleOutputStreamOperator<CensusNote> census = census(health);
        SingleOutputStreamOperator<Symptom> ofResources = watch(attended);
        SingleOutputStreamOperator<Symptom> ofDomains = correlate(census);
        DataStream<Diagnosis> diagnoses = Arrays.stream(Shape.values())
                .map(shape -> diagnose(shape, ofResources.union(ofDomains)))
                .reduce(DataStream::union)
                .orElseThrow();
        endpoints.diagnoses(diagnoses);

        DataStream<Stop> stops = fleet(census, diagnoses);
        DataStream<GroupEvent> events = Stage.named("diagnosis-event", diagnoses.map(GroupEvent::of))
                .union(
                        Stage.named(
                                "sighting-event",
                                ofResources
                                        .getSideOutput(WatchFunction.SIGHTINGS)
                                        .union(ofDomains.getSideOutput(CorrelateFunction.SIGHTINGS))
                                        .map(GroupEvent::of)),
                        Stage.named(
                                "census-event",
                                census.flatMap(RespondGraph::events).returns(GroupEvent.class)),
                        Stage.named(
                                "stop-event",
                                stops.flatMap(RespondGraph::tripped).returns(GroupEvent.class)),
                        Stage.inOrder("outcome-event", outcomes.map(GroupEvent::of)),
                        Stage.inOrder("control-event", controls.map(GroupEvent::of)));
        DataStream<Notice> notices = Stage.inOrder(
                        "control-notice", controls.flatMap(RespondGraph::notice).returns(Notice.class))
                .union(
                        Stage.named(
                                "hold-notice",
                                census.flatMap(RespondGraph::notices).returns(Notice.class)),
                        Stage.named("stop-notice", stops.map(Notice::of)),
                        Stage.inOrder("effect-notice", effectiveness.map(Notice::of)));
        remediate(events, notices);
    }

    private SingleOutputStreamOperator<Symptom> watch(KeyedStream<HealthReport, String> attended) {
        return Stage.named(
                "watch",
                attended.connect(policies)
                        .process(new WatchFunction(
                                settings.policyText(), settings.vigil().retention())));
    }

    private static DataStream<Diagnosis> diagnose(Shape shape, DataStream<Symptom> symptoms) {
        String name = shape.name().toLowerCase(Locale.ROOT);
        var shaped = Stage.named(
                "symptoms-" + name, symptoms.filter(symptom -> symptom.shape() == shape && symptom.counts()));
        return Stage.named("diagnose-" + name, MatchOperator.match(shape, shaped.keyBy(Symptom::key)));
    }

    private SingleOutputStreamOperator<CensusNote> census(DataStream<HealthReport> health) {
        PolicyInForce policy = new PolicyInForce(settings.policyText());
        var announcements = Stage.named(
                "announce",
                Stage.named("news", health.filter(HealthReport::announced))
                        .connect(policies)
                        .process(new AnnounceFunction(policy)));
        return Stage.named(
                "census",
                announcements.keyBy(Announcement::domain).connect(policies).process(new CensusFunction(policy)));
    }

    private SingleOutputStreamOperator<Symptom> correlate(DataStream<CensusNote> census) {
        return Stage.named(
                "correlate",
                census.keyBy(CensusNote::domain)
                        .connect(policies)
                        .process(new CorrelateFunction(new PolicyInForce(settings.policyText()))));
    }

    private DataStream<Stop> fleet(DataStream<CensusNote> census, DataStream<Diagnosis> diagnoses) {
        DataStream<FleetNews> news = Stage.named(
                        "groups", census.flatMap(RespondGraph::news).returns(FleetNews.class))
                .union(Stage.named(
                        "foreseen", diagnoses.flatMap(RespondGraph::foreseen).returns(FleetNews.class)));
        DataStream<ControlMessage> orders = Stage.inOrder(
                "fleet-orders",
                controls.filter(control -> Bulletin.concernsAll(control)
                        && (control.kind() == ControlKind.POLICY || control.kind() == ControlKind.PAUSE)));
        return Stage.named(
                "fleet",
                news.keyBy(one -> Domains.FLEET)
                        .connect(orders.keyBy(order -> Domains.FLEET))
                        .process(new FleetFunction(settings.policyText())));
    }

    private void remediate(DataStream<GroupEvent> events, DataStream<Notice> notices) {
        Bulletin bulletin = new Bulletin(settings.policyText(), settings.mode(), settings.maxInputLag());
        var audit = Stage.named(
                "remediate",
                events.keyBy(GroupEvent::group)
                        .connect(notices.broadcast(Bulletin.NOTICES))
                        .process(new RemediateFunction(
                                bulletin, endpoints.assumedAnswer().orElse(null))));
        endpoints.commands(audit.getSideOutput(RemediateFunction.COMMANDS));
        endpoints.audit(audit);
        endpoints.effectiveness(Stage.named(
                "effects",
                audit.getSideOutput(RemediateFunction.EFFECTS)
                        .keyBy(Effect::key)
                        .process(new EffectFunction())));
    }

    private static void news(CensusNote note, Collector<FleetNews> out) {
        if (!Domains.groupOf(note.domain()).equals(Domains.FLEET)) {
            out.collect(FleetNews.of(note));
        }
    }

    private static void foreseen(Diagnosis diagnosis, Collector<FleetNews> out) {
        if (FleetNews.foresees(diagnosis)) {
            out.collect(FleetNews.of(diagnosis));
        }
    }

    private static void policy(ControlMessage control, Collector<PolicyText> out) {
        if (control.kind() == ControlKind.POLICY && control.on()) {
            out.collect(new PolicyText("policy by " + control.by(), control.text()));
        }
    }

    /** The end of a stop is in the trail already, by the word of whoever ordered it. */
    private static void tripped(Stop stop, Collector<GroupEvent> out) {
        if (!stop.lifted()) {
            out.collect(GroupEvent.of(stop));
        }
    }

    private static void notice(ControlMessage control, Collector<Notice> out) {
        if (Bulletin.concernsAll(control)) {
            out.collect(Notice.of(control));
        }
    }

    private static void events(CensusNote note, Collector<GroupEvent> out) {
        String group = Domains.groupOf(note.domain());
        if (!group.equals(Domains.FLEET)) {
            out.collect(GroupEvent.counted(group, note.tally(), note.at()));
        }
        if (note.ended() != null) {
            out.collect(GroupEvent.of(note.ended(), false, note.at()));
        }
        if (note.begun()) {
            out.collect(GroupEvent.of(note.hold(), true, note.at()));
        }
    }

    private static void notices(CensusNote note, Collector<Notice> out) {
        if (note.ended() != null) {
            out.collect(Notice.of(note.ended(), false, note.at()));
        }
        if (note.begun()) {
            out.collect(Notice.of(note.hold(), true, note.at()));
        }
    }
}
