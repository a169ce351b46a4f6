package dev.fleetshadow.cli;

import dev.fleetshadow.action.SigningKey;
import dev.fleetshadow.action.VerifyingKey;
import dev.fleetshadow.endpoint.KafkaEndpoints;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.stream.FleetShadowJob;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/**
 * A Flink cluster in this process, with its web UI, that runs the job and nothing else.
 *
 * <p>Its checkpoints lie in a temporary directory that is deleted when it closes, or when the process is interrupted.
 */
final class DemoCluster implements AutoCloseable {

    private static final int PARALLELISM = 2;

    /** A decision becomes visible with the next checkpoint: 4 simulated minutes at the usual speed. */
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(60);
    private static final Duration PORT_LIMIT = Duration.ofSeconds(5);
    private static final Duration PORT_LOOK = Duration.ofMillis(100);

    private final Configuration config;
    private final Path directory;
    private final VerifyingKey signedBy;
    private JobClient job;

    DemoCluster(Configuration base, int webPort) throws IOException {
        directory = Files.createTempDirectory("fleet-shadow-demo-");
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> FileUtils.deleteDirectoryQuietly(directory.toFile()), "demo-clean-up"));
        config = new Configuration(base);
        config.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve("checkpoints").toUri().toString());
        config.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                directory.resolve("savepoints").toUri().toString());
        config.set(CoreOptions.TMP_DIRS, directory.resolve("work").toString());
        // Below the others the names of its directories get longer than RocksDB's own log can bear.
        config.set(RocksDBOptions.LOCAL_DIRECTORIES, directory.resolve("db").toString());
        config.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        config.set(CheckpointingOptions.MIN_PAUSE_BETWEEN_CHECKPOINTS, CHECKPOINT_INTERVAL.dividedBy(2));
        config.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
        SigningKey key = SigningKey.generate();
        signedBy = key.verifying();
        config.set(
                FleetShadowOptions.SIGNING_KEY_FILE,
                KeyFiles.write(key, directory.resolve("signing.key")).toString());
        // In a small fleet some partitions have no resource; a shorter wait takes a slow start for silence.
        config.set(FleetShadowOptions.MAX_INPUT_LAG, Duration.ZERO);
        config.set(FleetShadowOptions.IDLENESS, CHECKPOINT_INTERVAL.multipliedBy(5));
        listenOn(free(webPort));
    }

    private void listenOn(int port) {
        config.set(RestOptions.PORT, port);
        config.set(RestOptions.BIND_PORT, Integer.toString(port));
    }

    String webAddress() {
        return "http://%s:%d".formatted(config.get(RestOptions.ADDRESS), config.get(RestOptions.PORT));
    }

    /** By which the agents know that a command is from the job. */
    VerifyingKey signedBy() {
        return signedBy;
    }

    void start() throws Exception {
        FleetShadowSettings settings = FleetShadowSettings.from(config);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(config);
        FleetShadowJob.wire(env, new KafkaEndpoints(settings), settings);
        job = env.executeAsync(FleetShadowJob.NAME);
    }

    /** Stops the job with a savepoint, and starts a new one from it on a new cluster. */
    void restart() throws Exception {
        String savepoint = job.stopWithSavepoint(false, null, SavepointFormatType.CANONICAL)
                .get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        job.getJobExecutionResult().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        config.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        listenOn(freed(config.get(RestOptions.PORT)));
        start();
    }

    /** The port of the cluster that has ended, as soon as it has let it go; another one if somebody else was faster. */
    private static int freed(int port) throws IOException {
        Deadline patience = new Deadline(PORT_LIMIT);
        int found = free(port);
        while (found != port && !patience.passed()) {
            LockSupport.parkNanos(PORT_LOOK.toNanos());
            found = free(port);
        }
        return found;
    }

    /** Fails if the job has ended by itself. */
    void check() throws Exception {
        if (job.getJobExecutionResult().isDone()) {
            job.getJobExecutionResult().get();
            throw new IllegalStateException("the job has ended before the demo");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (job != null && !job.getJobExecutionResult().isDone()) {
                job.cancel().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while stopping the job", interruption);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IOException("the job does not stop", failure);
        } finally {
            FileUtils.deleteDirectoryQuietly(directory.toFile());
        }
    }

    /** The wanted port of the loopback interface, or any other if it is taken. */
    private static int free(int wanted) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket socket = new ServerSocket(wanted, 1, loopback)) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket socket = new ServerSocket(0, 1, loopback)) {
                return socket.getLocalPort();
            }
        }
    }
}
