package dev.fleetshadow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.CommandJson;
import dev.fleetshadow.codec.HealthJson;
import dev.fleetshadow.codec.OutcomeJson;
import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.endpoint.EmbeddedBroker;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.JobPart;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
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
    private static final FleetTopics TOPICS = new FleetTopics(BROKER, PATIENCE);
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
        TOPICS.create();
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
        RemediationRequest command = CommandJson.decode(TOPICS.read(Topic.COMMANDS, records -> !records.isEmpty())
                .get(0)
                .value());
        assertThat(command.failureMode()).isEqualTo("memory-exhaustion");
        succeed(command);
        report(LEAKING, CALM, 0);
        assertThat(TOPICS.read(Topic.AUDIT, FleetTopics.has(AuditKind.VERIFIED, AuditKind.ESCALATED)))
                .extracting(record -> FleetTopics.audit(record).kind())
                .containsExactly(AuditKind.DIAGNOSED, AuditKind.SENT, AuditKind.SUCCEEDED, AuditKind.VERIFIED);

        List<ConsumerRecord<String, byte[]>> told =
                TOPICS.read(Topic.HEALTH, records -> records.size() >= WARM + LEAK + CALM);
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
        assertThat(TOPICS.read(Topic.DIAGNOSES, records -> records.size() >= 2))
                .extracting(ConsumerRecord::key)
                .containsExactly("web-1", "web-2");
        assertThat(TOPICS.read(Topic.DEADLETTER, records -> !records.isEmpty()))
                .extracting(ConsumerRecord::key)
                .containsExactly("poison");
    }

    private static JobClient start(JobPart part, String stateBackend) throws Exception {
        Configuration config = ShippedJob.configuration(BROKER);
        config.set(FleetShadowOptions.ALLOW_UNSIGNED, true);
        config.set(FleetShadowOptions.PART, part);
        config.set(StateBackendOptions.STATE_BACKEND, stateBackend);
        ShippedJob.outlive(config, directory, "PT24H", "PT12H");
        return ShippedJob.start(config);
    }

    private static void succeed(RemediationRequest command) throws Exception {
        RemediationOutcome outcome = FleetTopics.success(command);
        send(
                Topic.OUTCOMES,
                outcome.resourceId(),
                OutcomeJson.encode(outcome),
                command.issuedAt().toEpochMilli());
        TOPICS.read(Topic.AUDIT, FleetTopics.has(AuditKind.SUCCEEDED));
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
            BROKER.send(FleetTopics.name(topic), key, value, timestampMillis);
        } catch (Exception e) {
            throw new AssertionError("the broker does not take a record", e);
        }
    }

    private List<ConsumerRecord<String, byte[]>> commandsWhileTimePasses(int wanted) {
        List<ConsumerRecord<String, byte[]>> commands = List.of();
        for (int seconds = 0; commands.size() < wanted && seconds < PATIENCE.toSeconds(); seconds++) {
            report(LEAKING, 1, 0);
            commands = BROKER.read(
                    FleetTopics.name(Topic.COMMANDS),
                    IsolationLevel.READ_COMMITTED,
                    records -> records.size() >= wanted,
                    Duration.ofSeconds(1));
        }
        return commands;
    }
}
