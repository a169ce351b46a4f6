package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.endpoint.KafkaEndpoints;
import dev.fleetshadow.gather.Delivery;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.remediation.GroupEvent;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.JobPart;
import dev.fleetshadow.settings.PolicyText;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.streaming.api.transformations.PhysicalTransformation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Looks at the graph of the job without running it. */
class FleetShadowGraphTest {

    /** A savepoint finds its state by these: never change one, never drop one that holds state. */
    private static final Set<String> STAGES = Set.of(
            "read-status",
            "read-outcomes",
            "read-control",
            "read-effectiveness",
            "decode-status",
            "decode-outcome",
            "decode-control",
            "decode-effectiveness",
            "score",
            "attend",
            "govern",
            "policies",
            "news",
            "announce",
            "census",
            "correlate",
            "groups",
            "foreseen",
            "fleet-orders",
            "fleet",
            "watch",
            "symptoms-sustained",
            "symptoms-sequence",
            "symptoms-oscillation",
            "symptoms-absence",
            "diagnose-sustained",
            "diagnose-sequence",
            "diagnose-oscillation",
            "diagnose-absence",
            "diagnosis-event",
            "sighting-event",
            "outcome-event",
            "control-event",
            "census-event",
            "stop-event",
            "control-notice",
            "hold-notice",
            "stop-notice",
            "effect-notice",
            "remediate",
            "effects",
            "write-health",
            "write-diagnoses",
            "write-commands",
            "write-audit",
            "write-effectiveness",
            "write-deadletter");

    /** Of the job that does nothing but score; its state moves to it and back. */
    private static final Set<String> SHADOW_STAGES =
            Set.of("read-status", "decode-status", "score", "write-health", "write-deadletter");

    private StreamExecutionEnvironment env;
    private Set<Transformation<?>> transformations;

    @BeforeEach
    void wireTheJobAsShipped() {
        wire(JobPart.WHOLE);
    }

    private void wire(JobPart part) {
        wire(part, GlobalConfiguration.loadConfiguration("flink-conf"));
    }

    private void wire(JobPart part, Configuration config) {
        config.set(FleetShadowOptions.BOOTSTRAP_SERVERS, "nowhere:9092");
        config.set(FleetShadowOptions.ALLOW_UNSIGNED, true);
        config.set(FleetShadowOptions.PART, part);
        FleetShadowSettings settings = FleetShadowSettings.from(config);
        env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(2);
        FleetShadowJob.wirePart(env, new KafkaEndpoints(settings), settings);
        transformations = new HashSet<>();
        env.getTransformations().forEach(last -> transformations.addAll(last.getTransitivePredecessors()));
        transformations.addAll(env.getTransformations());
    }

    @Test
    void everyStageHasItsLastingUidAndIsCalledByIt() {
        everyStageIs(STAGES);
    }

    @Test
    void bothPartsTogetherAreTheWholeJoinedByTheTopicOfHealth() {
        wire(JobPart.SHADOW);
        everyStageIs(SHADOW_STAGES);
        wire(JobPart.RESPOND);
        Set<String> respond = new HashSet<>(STAGES);
        respond.removeAll(SHADOW_STAGES);
        respond.addAll(Set.of("read-health", "decode-health", "write-deadletter"));
        everyStageIs(respond);
    }

    @Test
    void collectorsAddStagesOfTheirOwnAndChangeNoOther() {
        Configuration config = GlobalConfiguration.loadConfiguration("flink-conf");
        config.setString("fleet-shadow.kafka.intake", "fleet.status:fleet,hosts:collectd,edge:influx");
        wire(JobPart.WHOLE, config);
        Set<String> stages = new HashSet<>(STAGES);
        stages.addAll(Set.of("select-status", "select-points", "decode-points", "gather"));
        everyStageIs(stages);
        everyOperatorOfTheFinalGraphHasANameAndAUidOfItsOwn();
        whatFlowsBetweenStagesNeedsNoKryo();
        assertThat(transformations)
                .anyMatch(stage -> stage.getOutputType().getTypeClass().equals(Delivery.class));
    }

    @Test
    void aHealthyReportEndsInTheThreadThatScoredIt() {
        assertThat(env.getStreamGraph(false).getJobGraph().getVertices())
                .extracting(JobVertex::getName)
                .anyMatch(chain -> chain.contains("score") && chain.contains("attend"))
                .noneMatch(chain -> chain.contains("score") && chain.contains("watch"));
    }

    @Test
    void whatPeopleAndAgentsSayIsNeverOvertakenByWhatTheySayLater() {
        List<String> spoken = List.of(
                "read-outcomes",
                "decode-outcome",
                "outcome-event",
                "read-control",
                "decode-control",
                "govern",
                "policies",
                "control-event",
                "control-notice",
                "fleet-orders",
                "read-effectiveness",
                "decode-effectiveness",
                "effect-notice");
        assertThat(env.getParallelism()).isGreaterThan(1);
        assertThat(transformations)
                .filteredOn(stage -> spoken.contains(stage.getName()))
                .hasSize(spoken.size())
                .allSatisfy(stage -> assertThat(stage.getParallelism()).isEqualTo(1));
    }

    private void everyStageIs(Set<String> uids) {
        List<Transformation<?>> stages = transformations.stream()
                .filter(PhysicalTransformation.class::isInstance)
                .collect(Collectors.toList());
        assertThat(stages).extracting(Transformation::getUid).containsExactlyInAnyOrderElementsOf(uids);
        assertThat(stages).allSatisfy(stage -> assertThat(stage.getName()).isEqualTo(stage.getUid()));
    }

    @Test
    void everyOperatorOfTheFinalGraphHasANameAndAUidOfItsOwn() {
        Map<String, String> uids = new HashMap<>();
        for (StreamNode node : env.getStreamGraph().getStreamNodes()) {
            String name = node.getOperatorName();
            String uid = node.getTransformationUID();
            assertThat(name).isNotBlank();
            assertThat(uid).as(name).isNotBlank();
            assertThat(uids.put(uid, name))
                    .as("another operator with the uid %s", uid)
                    .isNull();
        }
        assertThat(uids).hasSizeGreaterThanOrEqualTo(STAGES.size());
    }

    @Test
    void whatFlowsBetweenStagesNeedsNoKryo() {
        SerializerConfig config = env.getConfig().getSerializerConfig();
        assertThat(config.hasGenericTypesDisabled()).isTrue();
        Set<Class<?>> flowing = new HashSet<>();
        for (Transformation<?> stage : transformations) {
            TypeInformation<?> type = stage.getOutputType();
            flowing.add(type.getTypeClass());
            assertThat(type.createSerializer(config)).as(stage.getName()).isNotNull();
        }
        assertThat(flowing)
                .contains(
                        WireRecord.class,
                        StatusUpdate.class,
                        DeadLetter.class,
                        HealthReport.class,
                        Symptom.class,
                        Sighting.class,
                        PolicyText.class,
                        Diagnosis.class,
                        GroupEvent.class,
                        ControlMessage.class,
                        RemediationOutcome.class,
                        RemediationRequest.class,
                        AuditEvent.class);
    }

    @Test
    void theShippedConfigurationRefusesATypeThatNeedsKryo() {
        SerializerConfig config = env.getConfig().getSerializerConfig();
        assertThatThrownBy(() -> TypeInformation.of(Thread.class).createSerializer(config))
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
