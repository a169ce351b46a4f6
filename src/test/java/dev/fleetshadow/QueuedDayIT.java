package dev.fleetshadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.AuditJson;
import dev.fleetshadow.codec.CommandJson;
import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.endpoint.EmbeddedBroker;
import dev.fleetshadow.endpoint.KafkaEndpoints;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.stream.FleetShadowJob;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The job was down for days. What queued up meanwhile holds failures that are long over, and one that is not: only that one
 * is acted on.
 */
class QueuedDayIT {

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final int REPORTS = 5 * 288;
    private static final List<String> FLEET = List.of("over-1", "over-2", "still", "well-1", "well-2", "well-3");

    @Test
    void noCommandForWhatIsOverAndOneForWhatIsNot() throws Exception {
        BROKER.createTopics(Arrays.stream(Topic.values()).map(QueuedDayIT::name).toArray(String[]::new));
        Instant begin = Instant.now().minus(INTERVAL.multipliedBy(REPORTS - 1));
        for (int t = 0; t < REPORTS; t++) {
            Instant at = begin.plus(INTERVAL.multipliedBy(t));
            for (String id : FLEET) {
                BROKER.send(name(Topic.STATUS), id, StatusJson.encode(update(id, t, at)), at.toEpochMilli());
            }
        }
        JobClient job = start();
        List<RemediationRequest> commands = read(Topic.COMMANDS, records -> !records.isEmpty()).stream()
                .map(record -> command(record))
                .toList();
        assertThat(commands).singleElement().satisfies(command -> {
            assertThat(command.resource().id()).isEqualTo("still");
            assertThat(command.failureMode()).isEqualTo("crash");
        });
        job.cancel().get();

        List<AuditEvent> trail = read(Topic.AUDIT, records -> !records.isEmpty()).stream()
                .map(QueuedDayIT::audit)
                .toList();
        for (String over : List.of("over-1", "over-2")) {
            assertThat(trail.stream().filter(entry -> entry.resourceId().equals(over)))
                    .as(over)
                    .anyMatch(entry -> entry.guardrail().equals("input-stale"))
                    .anyMatch(entry -> entry.kind() == AuditKind.RECOVERED)
                    .noneMatch(entry -> entry.kind() == AuditKind.SENT);
        }
    }

    /** Two failed for an hour, half a day and two hours ago; one has been failing for half an hour. */
    private static StatusUpdate update(String id, int t, Instant at) {
        int ago = REPORTS - 1 - t;
        boolean failed = switch (id) {
            case "over-1" -> ago <= 156 && ago > 144;
            case "over-2" -> ago <= 36 && ago > 24;
            case "still" -> ago <= 6;
            default -> false;
        };
        SplittableRandom random = new SplittableRandom(31L * t + id.hashCode());
        Map<String, Double> metrics = Map.of(
                "system.memory.utilization", 0.4 + 0.01 * random.nextDouble(),
                "system.cpu.utilization", 0.5 + 0.05 * random.nextDouble(),
                "app.request.latency.p99", 0.1 + 0.02 * random.nextDouble());
        return new StatusUpdate(
                Resource.of(id, "web"),
                at,
                failed ? ResourceStatus.FAILED : ResourceStatus.RUNNING,
                metrics,
                List.of(),
                null);
    }

    private static JobClient start() throws Exception {
        Configuration config = GlobalConfiguration.loadConfiguration("flink-conf");
        config.set(FleetShadowOptions.BOOTSTRAP_SERVERS, BROKER.bootstrapServers());
        config.set(FleetShadowOptions.ALLOW_UNSIGNED, true);
        config.setString("fleet-shadow.mode", "enforce");
        config.setString("fleet-shadow.idleness", "2 s");
        config.setString("execution.checkpointing.interval", "1 s");
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        config.set(RestOptions.BIND_PORT, "0");
        FleetShadowSettings settings = FleetShadowSettings.from(config);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(2);
        FleetShadowJob.wire(env, new KafkaEndpoints(settings), settings);
        return env.executeAsync(FleetShadowJob.NAME);
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
