package dev.fleetshadow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.OperatingSystemMXBean;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.stream.RespondHalf;
import dev.fleetshadow.stream.Stage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/**
 * Runs the responding half of the job in this process, under the shipped configuration and policy, and looks at it from
 * outside: processor time, and what Flink's web interface says of its tasks.
 */
final class RespondRun implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Path directory;
    private final int port;
    private final JobClient job;

    /** How long the tasks of one operator chain were busy and held up, summed over the tasks. */
    record Strain(long busyMillis, long heldUpMillis) {
        Strain since(Strain before) {
            return new Strain(busyMillis - before.busyMillis, heldUpMillis - before.heldUpMillis);
        }
    }

    RespondRun(String stateBackend, int parallelism, HealthFeed feed, long reports, RateLimiterStrategy rate)
            throws Exception {
        directory = Files.createTempDirectory("fleet-shadow-bench-");
        port = freePort();
        Configuration config = config(stateBackend);
        FleetShadowSettings settings = FleetShadowSettings.withoutBrokers(config);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(config);
        env.setParallelism(parallelism);
        var source = new DataGeneratorSource<>(feed, reports, rate, TypeInformation.of(HealthReport.class));
        WatermarkStrategy<HealthReport> time = WatermarkStrategy.<HealthReport>forBoundedOutOfOrderness(
                        settings.intake().lateness())
                .withTimestampAssigner((report, none) -> report.observedAt().toEpochMilli());
        HealthFeed.begin();
        DiscardingEndpoints.begin();
        RespondHalf.wire(
                env,
                Stage.named("make-health", env.fromSource(source, time, "make-health")),
                new DiscardingEndpoints(),
                settings);
        job = env.executeAsync("respond on " + stateBackend);
    }

    private Configuration config(String stateBackend) {
        Configuration config = GlobalConfiguration.loadConfiguration("flink-conf");
        config.set(StateBackendOptions.STATE_BACKEND, stateBackend);
        config.setString("fleet-shadow.mode", "enforce");
        config.setString("fleet-shadow.max-input-lag", "0 s");
        config.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve("checkpoints").toUri().toString());
        config.set(RocksDBOptions.LOCAL_DIRECTORIES, directory.resolve("db").toString());
        config.set(CoreOptions.TMP_DIRS, directory.resolve("work").toString());
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        config.set(RestOptions.PORT, port);
        config.set(RestOptions.BIND_PORT, Integer.toString(port));
        config.set(TaskManagerOptions.NUM_TASK_SLOTS, 2);
        config.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(500));
        return config;
    }

    /** Returns when it is so or the time is up; fails if the job has ended. */
    boolean await(Duration atMost, BooleanSupplier so) throws Exception {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!so.getAsBoolean() && System.nanoTime() < deadline) {
            if (job.getJobExecutionResult().isDone()) {
                job.getJobExecutionResult().get();
                throw new IllegalStateException("the reports did not last; make more");
            }
            TimeUnit.NANOSECONDS.sleep(GLANCE.toNanos());
        }
        return so.getAsBoolean();
    }

    long processorNanos() {
        return machine.getProcessCpuTime();
    }

    /** By the names of the operator chains. */
    Map<String, Strain> strains() throws IOException, InterruptedException {
        URI address = URI.create("http://localhost:%d/jobs/%s".formatted(port, job.getJobID()));
        HttpRequest asked = HttpRequest.newBuilder(address).build();
        JsonNode answer = JSON.readTree(
                http.send(asked, HttpResponse.BodyHandlers.ofByteArray()).body());
        Map<String, Strain> strains = new TreeMap<>();
        for (JsonNode vertex : answer.path("vertices")) {
            JsonNode metrics = vertex.path("metrics");
            strains.put(
                    vertex.path("name").asText(),
                    new Strain(
                            metrics.path("accumulated-busy-time").asLong(),
                            metrics.path("accumulated-backpressured-time").asLong()));
        }
        return strains;
    }

    @Override
    public void close() throws Exception {
        if (!job.getJobExecutionResult().isDone()) {
            job.cancel().get();
        }
        FileUtils.deleteDirectoryQuietly(directory.toFile());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
