package dev.fleetshadow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.AuditJson;
import dev.fleetshadow.codec.CommandJson;
import dev.fleetshadow.codec.HealthJson;
import dev.fleetshadow.codec.OutcomeJson;
import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.endpoint.EmbeddedBroker;
import dev.fleetshadow.endpoint.KafkaEndpoints;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.JobPart;
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
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Runs the shadow over RocksDB and the response on the heap as two jobs, which only a real broker connects. */
class TwoJobsIT {

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int WARM = 900;
    private static final int LEAK = 60;
    private static final int CALM = 60;
    private static final Resource LEAKING = Resource.of("web-1", "web");
    private static final Resource FAILING = Resource.of("web-2", "other");

    @TempDir
    static Path directory;

    private static final List<JobClient> JOBS = new ArrayList<>();

    private final SplittableRandom random = new SplittableRandom(1);
    private int minute;

    @BeforeAll
    static void startBothJobs() throws Exception {
        BROKER.createTopics(Arrays.stream(Topic.values()).map(TwoJobsIT::name).toArray(String[]::new));
        JOBS.add(start(JobPart.SHADOW, "rocksdb"));
        JOBS.add(start(JobPart.RESPOND, "hashmap"));
    }

    @AfterAll
    static void stopBothJobs() throws Exception {
        for (JobClient job : JOBS) {
            job.cancel().get();
        }
    }

    @Test
    void aLeakBecomesACommandOnceHoweverOftenItsHealthIsTold() throws Exception {
        report(LEAKING, WARM, 0);
        report(LEAKING, LEAK, 0.008);
        RemediationRequest command = CommandJson.decode(
                read(Topic.COMMANDS, records -> !records.isEmpty()).get(0).value());
        assertThat(command.failureMode()).isEqualTo("memory-exhaustion");
        succeed(command);
        report(LEAKING, CALM, 0);
        assertThat(read(Topic.AUDIT, has(AuditKind.VERIFIED, AuditKind.ESCALATED)))
                .extracting(record -> audit(record).kind())
                .containsExactly(AuditKind.DIAGNOSED, AuditKind.SENT, AuditKind.SUCCEEDED, AuditKind.VERIFIED);

        List<ConsumerRecord<String, byte[]>> told = read(Topic.HEALTH, records -> records.size() >= WARM + LEAK + CALM);
        for (ConsumerRecord<String, byte[]> record : told) {
            HealthReport report = HealthJson.decode(record.value());
            assertThat(record.timestamp()).isEqualTo(report.observedAt().toEpochMilli());
        }
        assertThat(HealthJson.decode(told.get(told.size() - 1).value()).needsAttention())
                .as("well again, and that not for long")
                .isTrue();
        told.subList(WARM, told.size()).forEach(TwoJobsIT::repeat);
        send(Topic.HEALTH, "poison", "{\"level\":".getBytes(UTF_8), START.toEpochMilli());

        report(FAILING, ResourceStatus.FAILED, 2, 0);
        assertThat(commandsWhileTimePasses(2))
                .extracting(ConsumerRecord::key)
                .as("what was told again came to nothing before the next command")
                .containsExactly("web-1", "web-2");
        assertThat(read(Topic.DIAGNOSES, records -> records.size() >= 2))
                .extracting(ConsumerRecord::key)
                .containsExactly("web-1", "web-2");
        assertThat(read(Topic.DEADLETTER, records -> !records.isEmpty()))
                .extracting(ConsumerRecord::key)
                .containsExactly("poison");
    }

    private static JobClient start(JobPart part, String stateBackend) throws Exception {
        Configuration config = GlobalConfiguration.loadConfiguration("flink-conf");
        config.set(FleetShadowOptions.BOOTSTRAP_SERVERS, BROKER.bootstrapServers());
        config.set(FleetShadowOptions.ALLOW_UNSIGNED, true);
        config.set(FleetShadowOptions.PART, part);
        config.set(StateBackendOptions.STATE_BACKEND, stateBackend);
        config.setString("fleet-shadow.mode", "enforce");
        config.setString("fleet-shadow.max-input-lag", "0 s");
        config.setString("fleet-shadow.policy", patient().toString());
        config.setString("execution.checkpointing.interval", "1 s");
        config.setString("fleet-shadow.idleness", "2 s");
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        config.set(RestOptions.BIND_PORT, "0");
        FleetShadowSettings settings = FleetShadowSettings.from(config);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(2);
        FleetShadowJob.wirePart(env, new KafkaEndpoints(settings), settings);
        return env.executeAsync(FleetShadowJob.nameOf(part));
    }

    /** The shipped policy, with commands that outlive the hours this test sends in a moment. */
    private static Path patient() throws IOException {
        String shipped = Files.readString(Path.of("src/main/resources/policies/default.yaml"));
        return Files.writeString(
                directory.resolve("policy.yaml"),
                shipped.replace("expires-after: PT30M", "expires-after: PT24H")
                        .replace("recover-within: PT6H", "recover-within: PT12H"));
    }

    private static void succeed(RemediationRequest command) throws Exception {
        RemediationOutcome outcome = new RemediationOutcome(
                command.commandId(),
                command.resource().id(),
                command.resource().group(),
                CommandState.SUCCESS,
                command.issuedAt(),
                "restarted");
        send(
                Topic.OUTCOMES,
                outcome.resourceId(),
                OutcomeJson.encode(outcome),
                command.issuedAt().toEpochMilli());
        read(Topic.AUDIT, has(AuditKind.SUCCEEDED));
    }

    private void report(Resource resource, int updates, double leakPerUpdate) {
        report(resource, ResourceStatus.RUNNING, updates, leakPerUpdate);
    }

    private void report(Resource resource, ResourceStatus status, int updates, double leakPerUpdate) {
        for (int i = 0; i < updates; i++, minute++) {
            double load = 0.5 + 0.2 * Math.sin(2 * Math.PI * minute / 288.0);
            Map<String, Double> metrics = Map.of(
                    "system.memory.utilization", 0.4 + leakPerUpdate * i + 0.01 * random.nextDouble(),
                    "system.cpu.utilization", load + 0.05 * random.nextDouble(),
                    "system.network.io", 1e6 * load + 1e5 * random.nextDouble(),
                    "app.request.rate", 100 * load + 10 * random.nextDouble(),
                    "app.request.latency.p99", 0.1 + 0.02 * random.nextDouble());
            Instant at = START.plus(INTERVAL.multipliedBy(minute));
            StatusUpdate update = new StatusUpdate(resource, at, status, metrics, List.of(), null);
            send(Topic.STATUS, resource.id(), StatusJson.encode(update), at.toEpochMilli());
        }
    }

    private static void repeat(ConsumerRecord<String, byte[]> record) {
        send(Topic.HEALTH, record.key(), record.value(), record.timestamp());
    }

    private static void send(Topic topic, String key, byte[] value, long timestampMillis) {
        try {
            BROKER.send(name(topic), key, value, timestampMillis);
        } catch (Exception e) {
            throw new AssertionError("the broker does not take a record", e);
        }
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

    private List<ConsumerRecord<String, byte[]>> commandsWhileTimePasses(int wanted) {
        List<ConsumerRecord<String, byte[]>> commands = List.of();
        for (int seconds = 0; commands.size() < wanted && seconds < PATIENCE.toSeconds(); seconds++) {
            report(LEAKING, 1, 0);
            commands = BROKER.read(
                    name(Topic.COMMANDS),
                    IsolationLevel.READ_COMMITTED,
                    records -> records.size() >= wanted,
                    Duration.ofSeconds(1));
        }
        return commands;
    }

    private static Predicate<List<ConsumerRecord<String, byte[]>>> has(AuditKind... kinds) {
        return records -> records.stream()
                .anyMatch(record -> List.of(kinds).contains(audit(record).kind()));
    }

    private static AuditEvent audit(ConsumerRecord<String, byte[]> record) {
        try {
            return AuditJson.decode(record.value());
        } catch (IOException e) {
            throw new AssertionError("the audit trail cannot be read", e);
        }
    }

    private static String name(Topic topic) {
        return topic.named("fleet.");
    }
}
