package dev.fleetshadow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.codec.HealthSummary;
import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.endpoint.EmbeddedBroker;
import dev.fleetshadow.endpoint.KafkaEndpoints;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.stream.FleetShadowJob;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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
import org.junit.jupiter.api.io.TempDir;

/** A fleet whose history was replayed into the topic of its updates is known from its first live report on. */
class WarmStartIT {

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final int ROWS = 3 * 288;
    private static final List<String> SERVERS = List.of("web-1", "web-2");

    @TempDir
    static Path directory;

    @Test
    void theFirstLiveReportOfAReplayedFleetIsScoredAndEstablished() throws Exception {
        for (Topic topic : List.of(Topic.values())) {
            if (topic != Topic.STATUS) {
                BROKER.createTopics(topic.named("fleet."));
            }
        }
        assertThat(replay(history())).isZero();
        JobClient job = start();
        awaitReports(SERVERS.size() * ROWS);

        for (String server : SERVERS) {
            Instant at = START.plus(INTERVAL.multipliedBy(ROWS));
            StatusUpdate live =
                    StatusUpdate.running(Resource.of(server, "history"), at, Map.of("cpu", 5.0, "mem", 0.4));
            BROKER.send(Topic.STATUS.named("fleet."), server, StatusJson.encode(live), at.toEpochMilli());
        }
        List<ConsumerRecord<String, byte[]>> reports = awaitReports(SERVERS.size() * (ROWS + 1));
        job.cancel().get();

        for (ConsumerRecord<String, byte[]> report : reports.subList(SERVERS.size() * ROWS, reports.size())) {
            assertThat(HealthSummary.decode(report.value()).score()).isLessThan(50);
            assertThat(new String(report.value(), UTF_8)).contains("\"baselineDays\":3.0");
        }
    }

    /** One file for both servers, newest rows first. */
    private static Path history() throws Exception {
        List<String> lines = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(11);
        for (int t = ROWS - 1; t >= 0; t--) {
            for (String server : SERVERS) {
                double cpu = 0.5 + 0.05 * random.nextDouble();
                double mem = 0.4 + 0.01 * random.nextDouble();
                lines.add(START.plus(INTERVAL.multipliedBy(t)) + "," + server + "," + cpu + "," + mem);
            }
        }
        lines.add(0, "time,host,cpu,mem");
        return Files.write(directory.resolve("history.csv"), lines);
    }

    private static int replay(Path history) {
        return FleetShadow.commandLine()
                .execute("replay", "--input", history.toString(), "--bootstrap-servers", BROKER.bootstrapServers());
    }

    private static JobClient start() throws Exception {
        Configuration config = GlobalConfiguration.loadConfiguration("flink-conf");
        config.set(FleetShadowOptions.BOOTSTRAP_SERVERS, BROKER.bootstrapServers());
        config.set(FleetShadowOptions.ALLOW_UNSIGNED, true);
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        config.set(RestOptions.BIND_PORT, "0");
        FleetShadowSettings settings = FleetShadowSettings.from(config);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        FleetShadowJob.wire(env, new KafkaEndpoints(settings), settings);
        return env.executeAsync(FleetShadowJob.NAME);
    }

    private static List<ConsumerRecord<String, byte[]>> awaitReports(int count) {
        List<ConsumerRecord<String, byte[]>> reports = BROKER.read(
                Topic.HEALTH.named("fleet."),
                IsolationLevel.READ_COMMITTED,
                records -> records.size() >= count,
                PATIENCE);
        assertThat(reports).hasSize(count);
        return reports;
    }
}
