package dev.fleetshadow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.AuditJson;
import dev.fleetshadow.codec.CommandJson;
import dev.fleetshadow.codec.HealthSummary;
import dev.fleetshadow.codec.OutcomeJson;
import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.endpoint.EmbeddedBroker;
import dev.fleetshadow.endpoint.KafkaEndpoints;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.StoredLife;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.stream.FleetShadowJob;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Stops the job with a savepoint in the middle of its work and starts it anew: nobody outside may notice. */
class RestartIT {

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
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
        BROKER.createTopics(Arrays.stream(Topic.values()).map(RestartIT::name).toArray(String[]::new));
        JobClient first = start(null);
        report(WARM, ResourceStatus.RUNNING);
        report(4, ResourceStatus.FAILED);
        List<RemediationRequest> sent = read(Topic.COMMANDS, records -> records.size() >= FAILING.size()).stream()
                .map(RestartIT::command)
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
        read(
                Topic.AUDIT,
                records -> records.stream()
                                .filter(record -> audit(record).kind() == AuditKind.VERIFIED)
                                .count()
                        >= FAILING.size());
        read(Topic.HEALTH, records -> records.size() >= expected.size());
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
            AuditEvent entry = audit(record);
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
        Configuration config = GlobalConfiguration.loadConfiguration("flink-conf");
        config.set(FleetShadowOptions.BOOTSTRAP_SERVERS, BROKER.bootstrapServers());
        config.set(FleetShadowOptions.ALLOW_UNSIGNED, true);
        config.setString("fleet-shadow.mode", "enforce");
        config.setString("fleet-shadow.max-input-lag", "0 s");
        config.setString("fleet-shadow.policy", patient().toString());
        config.setString("fleet-shadow.idleness", "2 s");
        config.setString("execution.checkpointing.interval", "1 s");
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        config.set(RestOptions.BIND_PORT, "0");
        if (savepoint != null) {
            config.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        FleetShadowSettings settings = FleetShadowSettings.from(config);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(2);
        FleetShadowJob.wire(env, new KafkaEndpoints(settings), settings);
        return env.executeAsync(FleetShadowJob.NAME);
    }

    private static String stop(JobClient job) throws Exception {
        String target = directory.resolve("savepoints").toUri().toString();
        return job.stopWithSavepoint(false, target, SavepointFormatType.CANONICAL)
                .get();
    }

    /** The shipped policy, with commands that outlive the hours this test sends in a moment. */
    private static Path patient() throws IOException {
        String shipped = Files.readString(Path.of("src/main/resources/policies/default.yaml"));
        return Files.writeString(
                directory.resolve("policy.yaml"),
                shipped.replace("expires-after: PT30M", "expires-after: PT72H")
                        .replace("recover-within: PT6H", "recover-within: PT72H"));
    }

    private void report(int hours, ResourceStatus status) throws Exception {
        for (int end = hour + hours; hour < end; hour++) {
            for (Resource resource : FLEET) {
                StatusUpdate update =
                        update(resource, hour, FAILING.contains(resource.id()) ? status : ResourceStatus.RUNNING);
                Instant at = update.observedAt();
                BROKER.send(name(Topic.STATUS), resource.id(), StatusJson.encode(update), at.toEpochMilli());
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
        RemediationOutcome outcome = new RemediationOutcome(
                command.commandId(),
                command.resource().id(),
                command.resource().group(),
                CommandState.SUCCESS,
                command.issuedAt(),
                "restarted");
        BROKER.send(name(Topic.OUTCOMES), outcome.resourceId(), OutcomeJson.encode(outcome));
    }

    private static List<ConsumerRecord<String, byte[]>> read(
            Topic topic, Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
        List<ConsumerRecord<String, byte[]>> records =
                BROKER.read(name(topic), IsolationLevel.READ_COMMITTED, enough, PATIENCE);
        assertThat(enough.test(records))
                .as("%d records in %s", records.size(), topic)
                .isTrue();
        return records;
    }

    /** What a reader of committed records finds; nobody may write to the topic any more. */
    private static List<ConsumerRecord<String, byte[]>> everything(Topic topic) throws Exception {
        BROKER.send(name(topic), END, new byte[0]);
        return read(topic, records -> records.stream().anyMatch(RestartIT::isEnd)).stream()
                .filter(record -> !isEnd(record))
                .toList();
    }

    private static boolean isEnd(ConsumerRecord<String, byte[]> record) {
        return record.key().equals(END);
    }

    private static RemediationRequest command(ConsumerRecord<String, byte[]> record) {
        try {
            return CommandJson.decode(record.value());
        } catch (IOException e) {
            throw new AssertionError("the command cannot be read", e);
        }
    }

    private static AuditEvent audit(ConsumerRecord<String, byte[]> record) {
        try {
            return AuditJson.decode(record.value());
        } catch (IOException e) {
            throw new AssertionError("the audit entry cannot be read", e);
        }
    }

    private static String name(Topic topic) {
        return topic.named("fleet.");
    }
}
