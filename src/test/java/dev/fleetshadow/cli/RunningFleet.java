package dev.fleetshadow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.AuditJson;
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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/** The job over a real broker, and a fleet whose resources say how they are, minute by minute of one common clock. */
final class RunningFleet {

    static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Fast enough to flood the job within a second, slow enough to leave it the processor. */
    private static final Duration PACE = Duration.ofMillis(5);

    private final EmbeddedBroker broker;
    private final JobClient job;
    private final List<Long> toldAtMillis = new ArrayList<>();

    private RunningFleet(EmbeddedBroker broker, JobClient job) {
        this.broker = broker;
        this.job = job;
    }

    static RunningFleet start(EmbeddedBroker broker, Path policy) throws Exception {
        return start(broker, policy, Map.of());
    }

    static RunningFleet start(EmbeddedBroker broker, Path policy, Map<String, String> options) throws Exception {
        broker.createTopics(
                Arrays.stream(Topic.values()).map(RunningFleet::name).toArray(String[]::new));
        Configuration config = GlobalConfiguration.loadConfiguration("flink-conf");
        config.set(FleetShadowOptions.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        config.set(FleetShadowOptions.ALLOW_UNSIGNED, true);
        config.setString("fleet-shadow.max-input-lag", "0 s");
        config.setString("fleet-shadow.policy", policy.toString());
        config.setString("state.backend.type", "hashmap");
        config.setString("execution.checkpointing.interval", "500 ms");
        config.setString("execution.checkpointing.min-pause", "100 ms");
        config.setString("fleet-shadow.idleness", "2 s");
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        config.set(RestOptions.BIND_PORT, "0");
        options.forEach(config::setString);
        FleetShadowSettings settings = FleetShadowSettings.from(config);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(2);
        FleetShadowJob.wire(env, new KafkaEndpoints(settings), settings);
        return new RunningFleet(broker, env.executeAsync(FleetShadowJob.NAME));
    }

    /** Lets resources of a group tell their status so many times, while a bystander keeps the time going. */
    RunningFleet tells(ResourceStatus status, int times, String group, String... resources) {
        for (int i = 0; i < times; i++) {
            toldAtMillis.add(System.currentTimeMillis());
            for (String resource : resources) {
                tell(resource, group, status);
            }
            tell("bystander", "calm", ResourceStatus.RUNNING);
            LockSupport.parkNanos(PACE.toNanos());
        }
        return this;
    }

    /** A resource that fails, and time that goes on until that is known. */
    RunningFleet fails(String group, String... resources) {
        return tells(ResourceStatus.RUNNING, 3, group, resources).tells(ResourceStatus.FAILED, 4, group, resources);
    }

    Instant now() {
        return START.plus(Duration.ofMinutes(toldAtMillis.size()));
    }

    /** On this machine's clock: when the first report was sent from which the job could know that it is so late. */
    long toldAtMillis(Instant time) {
        return toldAtMillis.get(
                (int) Duration.between(START, time).plusSeconds(59).toMinutes() - 1);
    }

    /** The first entry of this kind about this resource. */
    AuditEvent awaits(AuditKind kind, String resource) {
        return awaits(entry -> entry.kind() == kind && entry.resourceId().equals(resource));
    }

    AuditEvent awaits(Predicate<AuditEvent> wanted) {
        List<ConsumerRecord<String, byte[]>> records = broker.read(
                name(Topic.AUDIT),
                IsolationLevel.READ_COMMITTED,
                all -> all.stream().anyMatch(record -> wanted.test(audit(record))),
                PATIENCE);
        List<AuditEvent> trail = records.stream().map(RunningFleet::audit).toList();
        assertThat(trail).anyMatch(wanted);
        return trail.stream().filter(wanted).findFirst().orElseThrow();
    }

    /** All that is in a topic by now. */
    List<ConsumerRecord<String, byte[]>> everything(Topic topic) {
        return broker.readToEnd(name(topic), IsolationLevel.READ_COMMITTED);
    }

    static AuditEvent audit(ConsumerRecord<String, byte[]> record) {
        try {
            return AuditJson.decode(record.value());
        } catch (IOException e) {
            throw new AssertionError("the audit trail cannot be read", e);
        }
    }

    void stop() throws Exception {
        job.cancel().get();
    }

    private void tell(String resource, String group, ResourceStatus status) {
        StatusUpdate update =
                new StatusUpdate(Resource.of(resource, group), now(), status, Map.of("load", 1.0), List.of(), null);
        broker.send(name(Topic.STATUS), resource, StatusJson.encode(update), now().toEpochMilli());
    }

    private static String name(Topic topic) {
        return topic.named("fleet.");
    }
}
