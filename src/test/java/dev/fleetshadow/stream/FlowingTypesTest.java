package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.census.Announcement;
import dev.fleetshadow.census.CensusNote;
import dev.fleetshadow.census.DomainGate;
import dev.fleetshadow.census.DomainHold;
import dev.fleetshadow.census.FleetBreaker;
import dev.fleetshadow.census.FleetNews;
import dev.fleetshadow.census.Member;
import dev.fleetshadow.census.Standing;
import dev.fleetshadow.census.Tally;
import dev.fleetshadow.detection.Opinion;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.diagnosis.StageProgress;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.Transition;
import dev.fleetshadow.diagnosis.Watched;
import dev.fleetshadow.effect.Effect;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.forecast.Forecast;
import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.gather.Delivery;
import dev.fleetshadow.gather.Dialect;
import dev.fleetshadow.gather.Distribution;
import dev.fleetshadow.gather.Measurement;
import dev.fleetshadow.gather.PointKind;
import dev.fleetshadow.health.Channel;
import dev.fleetshadow.health.Contribution;
import dev.fleetshadow.health.DataQuality;
import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Incident;
import dev.fleetshadow.health.Prediction;
import dev.fleetshadow.remediation.CaseFile;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.remediation.Decision;
import dev.fleetshadow.remediation.GroupEvent;
import dev.fleetshadow.remediation.GroupLedger;
import dev.fleetshadow.remediation.Notice;
import dev.fleetshadow.remediation.RemediationPlanner;
import dev.fleetshadow.remediation.Rules;
import dev.fleetshadow.remediation.Situation;
import dev.fleetshadow.remediation.Stop;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.PolicyText;
import dev.fleetshadow.telemetry.ReportedPrediction;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sends one full and, where there is one, one sparse value of every type that flows or is stored through its serializer. */
class FlowingTypesTest {

    private static final Instant AT = Instant.parse("2026-01-05T12:00:00.123456789Z");
    private static final Resource RESOURCE =
            new Resource("web-1 ✓", "host", "web/eu-1a", Map.of("rack", "r12", "row", "3"));
    private static final RemediationOutcome OUTCOME =
            new RemediationOutcome("command", "web-1", "web", CommandState.IN_PROGRESS, AT, "running");
    private static final ControlMessage PAUSE = ControlMessage.pause(ControlMessage.FLEET, true, "ann", "storm", AT);
    private static final Diagnosis DIAGNOSIS = new Diagnosis(
            "id", RESOURCE, "memory-exhaustion", AT, AT.minusSeconds(60), Double.NaN, 0.5, List.of("m +6σ"), AT, true);
    private static final Sighting SEEN = new Sighting(
            RESOURCE,
            "web/eu-1a",
            AT,
            HealthLevel.CRITICAL,
            ResourceStatus.RUNNING,
            5,
            List.of("memory-exhaustion"),
            false);
    private static final Delivery DELIVERY = new Delivery(
            RESOURCE,
            Dialect.OTLP,
            List.of(
                    new Measurement("a{b=c}", PointKind.GAUGE, AT, null, Double.NaN, null),
                    new Measurement(
                            "t",
                            PointKind.CUMULATIVE,
                            AT,
                            AT.minusSeconds(1),
                            0,
                            new Distribution(List.of(0.5), List.of(3L, Long.MAX_VALUE)))));
    private static final StatusUpdate UPDATE = new StatusUpdate(
            RESOURCE,
            AT,
            ResourceStatus.DRAINING,
            Map.of("cpu", 0.25, "tiny", Double.MIN_VALUE),
            List.of("nan"),
            new ReportedPrediction("crash", 0.75, null, "agent/1"));

    static Stream<Object> everyTypeThatFlowsOrIsStored() {
        Decision sent = decision();
        DomainHold hold = new DomainHold("zone=a", DomainHold.Cause.STALLED, 10, 9, AT);
        Stop stop = Stop.tripped("fleet-shadow", "too many alarms", AT);
        Effectiveness effectiveness = new Effectiveness("leak", "restart-service", "host", 3, 1);
        Tally tally = new Tally(10, 2, 1, 7);
        return Stream.of(
                UPDATE,
                StatusUpdate.running(Resource.of("a", "b"), AT, Map.of()),
                DELIVERY,
                new GatherFunction.Sent(17, DELIVERY),
                new GatherFunction.Pending(3, Long.MAX_VALUE),
                new DeadLetter(null, UPDATE, DeadLetter.Reason.RESOURCE_LIMIT, "too many"),
                report(new Opinion("svm", -0.5, 0.125), new Prediction("crash", 0.5, AT, "resource", "agent/1")),
                report(null, null),
                symptom(AT),
                symptom(null),
                new Watched(
                        Map.of(
                                "a/0/SUSTAINED",
                                new StageProgress(AT, 3, 1, AT),
                                "b/0/ABSENCE",
                                new StageProgress(AT, 1, 0, null)),
                        true,
                        true,
                        4,
                        List.of(90.5, Double.NaN, 12.0),
                        "web",
                        AT,
                        null),
                Watched.NOTHING,
                new Sighting(
                        RESOURCE, "web", AT, HealthLevel.SILENT, ResourceStatus.FAILED, 5, List.of("crash"), false),
                new Sighting(
                        RESOURCE, "web", AT, HealthLevel.LEARNING, ResourceStatus.RUNNING, Double.NaN, List.of(), true),
                new PolicyText("policy.yaml", "guardrails: {mode: observe} # ✓"),
                DIAGNOSIS,
                GroupEvent.of(DIAGNOSIS),
                GroupEvent.of(OUTCOME),
                GroupEvent.of(PAUSE),
                GroupEvent.of(SEEN),
                GroupEvent.counted("web", tally, AT),
                GroupEvent.of(hold, true, AT),
                GroupEvent.of(stop),
                Notice.of(PAUSE),
                Notice.of(hold, false, AT),
                Notice.of(stop),
                Notice.of(effectiveness),
                stop,
                effectiveness,
                new Effect("leak", "restart-service", "host", true, AT),
                new FleetNews("group=web", AT, tally, ""),
                FleetNews.of(DIAGNOSIS),
                new Announcement("zone=a", "web-1", Standing.SILENT, AT),
                new Member(Standing.UNWELL, AT, AT),
                new CensusNote("zone=a", AT, tally, hold, null, true),
                new CorrelateFunction.Domain(new CensusNote("zone=a", AT, tally, hold, null, true), Watched.NOTHING),
                new CensusFunction.Count(tally, new DomainGate(hold, AT), Tally.NOBODY),
                new FleetFunction.Fleet(
                        tally, new FleetBreaker(List.of(new FleetBreaker.Minute(AT, 3)), "too many alarms")),
                OUTCOME,
                PAUSE,
                sent.ledger(),
                sent.file(),
                GroupLedger.empty(),
                CaseFile.empty("web-1"),
                new RemediationRequest(
                        "command",
                        RESOURCE,
                        "restart-service",
                        Map.of("service", "checkout"),
                        AT,
                        AT.plusSeconds(60),
                        1,
                        "memory-exhaustion",
                        "id",
                        12.5,
                        List.of()),
                new AuditEvent(
                        "web",
                        3,
                        AT,
                        AuditKind.SENT,
                        "a",
                        "b",
                        "c",
                        "d",
                        "e",
                        "",
                        "f",
                        "g",
                        Map.of("score", "7"),
                        "h",
                        "i"));
    }

    /** With every field of the case file filled that one event can fill. */
    private static Decision decision() {
        Rules rules = FleetShadowSettings.withoutBrokers(new Configuration())
                .policy()
                .under(Mode.ENFORCE)
                .rules();
        Situation situation = Situation.quiet(rules);
        GroupLedger counted = RemediationPlanner.next(
                        GroupLedger.empty(),
                        null,
                        GroupEvent.counted("web/eu-1a", new Tally(10, 1, 0, 1), AT),
                        situation,
                        AT)
                .ledger();
        CaseFile seen = RemediationPlanner.next(counted, CaseFile.empty("web-1 ✓"), GroupEvent.of(SEEN), situation, AT)
                .file();
        return RemediationPlanner.next(counted, seen, GroupEvent.of(DIAGNOSIS), situation, AT);
    }

    @ParameterizedTest
    @MethodSource("everyTypeThatFlowsOrIsStored")
    <T> void aValueSurvivesItsSerializerWhichIsNotKryo(T value) throws IOException {
        @SuppressWarnings("unchecked")
        Class<T> type = (Class<T>) value.getClass();
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
        TypeSerializer<T> serializer = TypeInformation.of(type).createSerializer(new SerializerConfigImpl());
        assertThat(travelled(value, serializer)).isEqualTo(value);
        assertThat(serializer.copy(value)).isEqualTo(value);
    }

    @Test
    void aRecordAsItCameSurvivesWithAndWithoutKeyAndValue() throws IOException {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(WireRecord.class);
        TypeSerializer<WireRecord> serializer =
                TypeInformation.of(WireRecord.class).createSerializer(new SerializerConfigImpl());
        WireRecord tombstone = new WireRecord();
        WireRecord full = WireRecord.of("fleet.status", "web-1", new byte[] {0, -1, 127}, 17);
        for (WireRecord wire : List.of(tombstone, full)) {
            assertThat(travelled(wire, serializer)).usingRecursiveComparison().isEqualTo(wire);
        }
    }

    private static <T> T travelled(T value, TypeSerializer<T> serializer) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    private static HealthReport report(Opinion opinion, Prediction prediction) {
        return new HealthReport(
                RESOURCE,
                AT,
                ResourceStatus.RUNNING,
                HealthLevel.LEARNING,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                1.5,
                List.of(new Contribution("cpu", 0.9, 0.3, 6.1, Channel.UNEXPLAINED, 0.4)),
                List.of("cpu", "memory"),
                List.of(new Forecast("cpu", 300, 0.3, 0.2, 0.4, "holt")),
                List.of(new TimeToLimit("cpu", 1, AT, AT.plusSeconds(60), null, 0.93)),
                prediction,
                new DataQuality(3.5, 1, 2, List.of("nan"), 0.75),
                opinion,
                opinion == null ? null : new Incident(AT, false),
                opinion == null ? Double.NaN : 61.5,
                3,
                opinion == null);
    }

    private static Symptom symptom(Instant predicted) {
        return new Symptom(
                RESOURCE,
                "crash",
                Shape.OSCILLATION,
                1,
                Transition.LEFT,
                AT,
                AT,
                3,
                60,
                5,
                1,
                List.of("x"),
                predicted,
                true);
    }
}
