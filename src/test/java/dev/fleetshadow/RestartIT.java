package dev.fleetshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.HealthSummary;
import dev.fleetshadow.codec.OutcomeJson;
import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.endpoint.EmbeddedBroker;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.StoredLife;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Stops the job with a savepoint in the middle of its work and starts it anew: nobody outside may notice. */
class RestartIT {

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final FleetTopics TOPICS = new FleetTopics(BROKER, Duration.ofSeconds(30));
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofHours(1);
    private static final List<Resource> FLEET =
            List.of(Resource.of("web-1", "web"), Resource.of("web-2", "web"), Resource.of("db-1", "db"));
    private static final List<String> FAILING = List.of("web-1", "db-1");
    private static final int WARM = 100;
    private static final String END = "end";

    @TempDir
    static Path directory;

    /** By resource, as a scorer sees it that is never stopped. */
    private final Map<String, StoredLife> unbroken = new HashMap<>();

    private final List<HealthReport> expected = new ArrayList<>();
    private int hour;

    @Test
    void aRestartFromASavepointLosesRepeatsAndForgetsNothing() throws Exception {
        TOPICS.create();
        JobClient first = start(null);
        report(WARM, ResourceStatus.RUNNING);
        report(4, ResourceStatus.FAILED);
        List<RemediationRequest> sent =
                TOPICS.read(Topic.COMMANDS, records -> records.size() >= FAILING.size()).stream()
                        .map(FleetTopics::command)
                        .toList();
        assertThat(sent).extracting(command -> command.resource().id()).containsExactlyInAnyOrderElementsOf(FAILING);

        report(20, ResourceStatus.FAILED);
        String savepoint = stop(first);
        report(2, ResourceStatus.FAILED);
        for (RemediationRequest command : sent) {
            succeed(command);
        }
        JobClient second = start(savepoint);
        report(8, ResourceStatus.RUNNING);
        TOPICS.read(
                Topic.AUDIT,
                records -> records.stream()
                                .filter(record -> FleetTopics.audit(record).kind() == AuditKind.VERIFIED)
                                .count()
                        >= FAILING.size());
        TOPICS.read(Topic.HEALTH, records -> records.size() >= expected.size());
        stop(second);

        everyReportIsThereOnceWithTheScoreOfAnUnbrokenRun();
        everyChainRunsAcrossTheRestart();
        assertThat(everything(Topic.COMMANDS)).hasSize(FAILING.size());
        assertThat(everything(Topic.DEADLETTER)).isEmpty();
    }

    private void everyReportIsThereOnceWithTheScoreOfAnUnbrokenRun() throws Exception {
        Map<String, List<HealthSummary>> byResource = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : everything(Topic.HEALTH)) {
            HealthSummary summary = HealthSummary.decode(record.value());
            byResource
                    .computeIfAbsent(summary.resourceId(), id -> new ArrayList<>())
                    .add(summary);
        }
        for (Resource resource : FLEET) {
            List<HealthReport> wanted = expected.stream()
                    .filter(report -> report.resourceId().equals(resource.id()))
                    .toList();
            List<HealthSummary> found = byResource.get(resource.id());
            assertThat(found)
                    .extracting(HealthSummary::observedAt)
                    .containsExactlyElementsOf(
                            wanted.stream().map(HealthReport::observedAt).toList());
            for (int t = 0; t < wanted.size(); t++) {
                assertThat(found.get(t).score())
                        .as("%s in hour %d", resource.id(), t)
                        .isCloseTo(wanted.get(t).score(), within(1e-9));
            }
            assertThat(found.subList(WARM, found.size())).noneMatch(report -> Double.isNaN(report.score()));
        }
    }

    private static void everyChainRunsAcrossTheRestart() throws Exception {
        Map<String, AuditEvent> last = new HashMap<>();
        Map<String, List<AuditKind>> kinds = new HashMap<>();
        for (ConsumerRecord<String, byte[]> record : everything(Topic.AUDIT)) {
            AuditEvent entry = FleetTopics.audit(record);
            AuditEvent before = last.put(entry.group(), entry);
            assertThat(entry.sequence()).isEqualTo(before == null ? 0 : before.sequence() + 1);
            assertThat(entry.previousHash()).isEqualTo(before == null ? AuditEvent.GENESIS : before.hash());
            assertThat(entry.intact()).isTrue();
            kinds.computeIfAbsent(entry.group(), group -> new ArrayList<>()).add(entry.kind());
        }
        assertThat(kinds).containsOnlyKeys("web", "db");
        assertThat(kinds.values())
                .allSatisfy(chain -> assertThat(chain)
                        .containsExactly(
                                AuditKind.RESOURCE_FAILED,
                                AuditKind.DIAGNOSED,
                                AuditKind.SENT,
                                AuditKind.SUCCEEDED,
                                AuditKind.VERIFIED));
    }

    private static JobClient start(String savepoint) throws Exception {
        Configuration config = ShippedJob.configuration(BROKER);
        config.set(FleetShadowOptions.ALLOW_UNSIGNED, true);
        ShippedJob.outlive(config, directory, "PT72H", "PT72H");
        if (savepoint != null) {
            config.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        return ShippedJob.start(config);
    }

    private static String stop(JobClient job) throws Exception {
        String target = directory.resolve("savepoints").toUri().toString();
        return job.stopWithSavepoint(false, target, SavepointFormatType.CANONICAL)
                .get();
    }

    private void report(int hours, ResourceStatus status) throws Exception {
        for (int end = hour + hours; hour < end; hour++) {
            for (Resource resource : FLEET) {
                StatusUpdate update =
                        update(resource, hour, FAILING.contains(resource.id()) ? status : ResourceStatus.RUNNING);
                Instant at = update.observedAt();
                BROKER.send(
                        FleetTopics.name(Topic.STATUS), resource.id(), StatusJson.encode(update), at.toEpochMilli());
                expected.add(unbroken.computeIfAbsent(resource.id(), id -> new StoredLife())
                        .report(update));
            }
        }
    }

    private static StatusUpdate update(Resource resource, int t, ResourceStatus status) {
        SplittableRandom random = new SplittableRandom(31L * t + resource.id().hashCode());
        Map<String, Double> metrics = Map.of(
                "system.memory.utilization", 0.4 + 0.01 * random.nextDouble(),
                "system.cpu.utilization", 0.5 + 0.05 * random.nextDouble(),
                "app.request.latency.p99", 0.1 + 0.02 * random.nextDouble());
        return new StatusUpdate(resource, START.plus(INTERVAL.multipliedBy(t)), status, metrics, List.of(), null);
    }

    private static void succeed(RemediationRequest command) throws Exception {
        RemediationOutcome outcome = FleetTopics.success(command);
        BROKER.send(FleetTopics.name(Topic.OUTCOMES), outcome.resourceId(), OutcomeJson.encode(outcome));
    }

    /** What a reader of committed records finds; nobody may write to the topic any more. */
    private static List<ConsumerRecord<String, byte[]>> everything(Topic topic) throws Exception {
        BROKER.send(FleetTopics.name(topic), END, new byte[0]);
        return TOPICS.read(topic, records -> records.stream().anyMatch(RestartIT::isEnd)).stream()
                .filter(record -> !isEnd(record))
                .toList();
    }

    private static boolean isEnd(ConsumerRecord<String, byte[]> record) {
        return record.key().equals(END);
    }
}
