package dev.fleetshadow.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.codec.CollectdJson;
import dev.fleetshadow.codec.HealthJson;
import dev.fleetshadow.endpoint.EmbeddedBroker;
import dev.fleetshadow.endpoint.KafkaEndpoints;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.gather.DataPoint;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets the collectd of the distribution measure this very machine, and the job make of it what the kernel says.
 *
 * <p>It needs {@code apt-get install --no-install-recommends collectd-core librdkafka1 libyajl2}.
 */
class CollectdIT {

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final String HOST = "this-machine";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int UPDATES = 8;
    private static final int MEBIBYTE = 1 << 20;
    private static final List<String> EXPECTED = List.of(
            "system.cpu.utilization",
            "system.cpu.load_average.1m",
            "system.memory.utilization",
            "system.filesystem.utilization",
            "system.disk.io",
            "system.disk.operations",
            "system.disk.operation_time",
            "system.network.io",
            "system.network.packets",
            "system.network.errors");

    @TempDir
    static Path directory;

    @Test
    void aMachineThatRunsCollectdIsShadowedByWhatTheKernelSaysOfIt() throws Exception {
        BROKER.createTopics(
                Stream.concat(Stream.of("hosts"), Arrays.stream(Topic.values()).map(topic -> topic.named("fleet.")))
                        .toArray(String[]::new));
        try (Collectd collectd = Collectd.start(directory, HOST, BROKER.bootstrapServers(), "hosts")) {
            StreamExecutionEnvironment job = environment("fleet-shadow");
            FleetShadowJob.wire(job, endpoints("fleet-shadow"), settings("fleet-shadow"));
            JobClient running = job.executeAsync(FleetShadowJob.NAME);
            try {
                theUpdatesSayWhatTheKernelSays();
                theHealthReportsKnowEveryMetric();
            } finally {
                running.cancel().get();
            }
            assertThat(BROKER.readToEnd("hosts", IsolationLevel.READ_COMMITTED))
                    .as(collectd.log())
                    .isNotEmpty()
                    .allSatisfy(record -> assertThat(points(record))
                            .isNotEmpty()
                            .allSatisfy(point -> assertThat(point.source()).isEqualTo(Map.of("host", HOST))));
        }
    }

    private static void theUpdatesSayWhatTheKernelSays() throws Exception {
        StreamExecutionEnvironment env = environment("beside");
        List<StatusUpdate> updates = new ArrayList<>();
        ThisMachine before = ThisMachine.now();
        ThisMachine after;
        CloseableIterator<StatusUpdate> gathered = Intake.of(env, endpoints("beside"), settings("beside"))
                .updates()
                .executeAndCollect();
        try {
            while (updates.size() < UPDATES) {
                workForTheDisk();
                StatusUpdate update = gathered.next();
                if (update.observedAt().isAfter(before.at().plusSeconds(3))) {
                    updates.add(update);
                }
            }
            after = ThisMachine.now();
        } finally {
            gathered.close();
        }
        assertThat(updates).allSatisfy(update -> {
            assertThat(update.resource().id()).isEqualTo(HOST);
            assertThat(update.resource().kind()).isEqualTo("host");
            assertThat(update.metrics()).containsKeys(EXPECTED.toArray(String[]::new));
            update.metrics().forEach((metric, value) -> {
                assertThat(value).as(metric).isNotNegative();
                if (metric.endsWith(".utilization")) {
                    assertThat(value).as(metric).isLessThanOrEqualTo(1);
                }
            });
        });
        assertThat(mean(updates, "system.cpu.utilization")).isCloseTo(after.cpuUtilizationSince(before), within(0.2));
        assertThat(mean(updates, "system.memory.utilization")).isCloseTo(ThisMachine.memoryUtilization(), within(0.1));
        assertThat(mean(updates, "system.filesystem.utilization"))
                .isCloseTo(ThisMachine.filesystemUtilization(), within(0.02));
        assertThat(mean(updates, "system.disk.io"))
                .isBetween(
                        0.3 * after.diskBytesPerSecondSince(before) - MEBIBYTE,
                        3 * after.diskBytesPerSecondSince(before) + MEBIBYTE)
                .isPositive();
        assertThat(mean(updates, "system.network.io"))
                .isBetween(
                        0.3 * after.networkBytesPerSecondSince(before) - MEBIBYTE,
                        3 * after.networkBytesPerSecondSince(before) + MEBIBYTE)
                .isPositive();
    }

    private static void theHealthReportsKnowEveryMetric() throws IOException {
        List<HealthReport> reports = new ArrayList<>();
        Predicate<List<ConsumerRecord<String, byte[]>>> enough = records -> records.size() >= 2 * UPDATES;
        for (var record : BROKER.read("fleet.health", IsolationLevel.READ_COMMITTED, enough, PATIENCE)) {
            reports.add(HealthJson.decode(record.value()));
        }
        assertThat(reports).hasSizeGreaterThanOrEqualTo(2 * UPDATES);
        HealthReport last = reports.get(reports.size() - 1);
        assertThat(last.resource().id()).isEqualTo(HOST);
        assertThat(last.quality().missing()).isZero();
        assertThat(last.quality().trimmed()).isZero();
        assertThat(last.quality().unusable()).isEmpty();
        assertThat(BROKER.readToEnd("fleet.deadletter", IsolationLevel.READ_COMMITTED))
                .as("dead letters")
                .isEmpty();
    }

    /** So that there is something to measure. */
    private static void workForTheDisk() throws IOException {
        try (FileChannel file = FileChannel.open(
                directory.resolve("work"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            for (int i = 0; i < 8; i++) {
                file.write(ByteBuffer.allocate(MEBIBYTE));
            }
            file.force(true);
        }
    }

    private static double mean(List<StatusUpdate> updates, String metric) {
        return updates.stream()
                .mapToDouble(update -> update.metrics().get(metric))
                .average()
                .orElseThrow();
    }

    private static List<DataPoint> points(ConsumerRecord<String, byte[]> record) {
        try {
            return CollectdJson.decode(record.value());
        } catch (IOException e) {
            throw new AssertionError(new String(record.value(), UTF_8), e);
        }
    }

    private static StreamExecutionEnvironment environment(String group) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(configuration(group));
        env.setParallelism(1);
        return env;
    }

    private static KafkaEndpoints endpoints(String group) {
        FleetShadowSettings settings = settings(group);
        return new KafkaEndpoints(settings);
    }

    private static FleetShadowSettings settings(String group) {
        return FleetShadowSettings.from(configuration(group));
    }

    /** As shipped, but with the loopback interface: over it goes the only traffic that a test can count on. */
    private static String mapping() {
        try {
            String shipped = Files.readString(Path.of("src/main/resources/mappings/default.yaml"));
            String withLoopback = shipped.replace("except: [\"*{plugin_instance=lo}\"], ", "");
            assertThat(withLoopback).isNotEqualTo(shipped);
            return Files.writeString(directory.resolve("mapping.yaml"), withLoopback)
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Configuration configuration(String group) {
        Configuration config = GlobalConfiguration.loadConfiguration("flink-conf");
        config.set(FleetShadowOptions.BOOTSTRAP_SERVERS, BROKER.bootstrapServers());
        config.set(FleetShadowOptions.ALLOW_UNSIGNED, true);
        config.set(FleetShadowOptions.GROUP_ID, group);
        config.setString("fleet-shadow.kafka.intake", "fleet.status:fleet,hosts:collectd");
        config.setString("fleet-shadow.kafka.mapping", mapping());
        config.setString("fleet-shadow.gather.interval", "2 s");
        config.setString("fleet-shadow.lateness", "1 s");
        config.setString("fleet-shadow.idleness", "2 s");
        config.setString("execution.checkpointing.interval", "1 s");
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        config.set(RestOptions.BIND_PORT, "0");
        return config;
    }
}
