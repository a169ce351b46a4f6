package dev.fleetshadow.backtest;

import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.stream.FleetShadowJob;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.DoubleConsumer;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.state.rocksdb.RocksDBOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs a whole history through the very job that runs in production, and writes what it makes of it. */
public final class Backtest {

    /** Events on public servers involve up to 34 metrics; nine in ten involve at most 19. */
    private static final int RANKED = 30;

    private static final Duration GLANCE = Duration.ofMillis(200);

    private final HistoryInput input;
    private final FleetShadowSettings settings;
    private final int parallelism;
    private final Duration assumedAnswer;

    /** A backtest in which nobody answers a command. */
    public Backtest(HistoryInput input, FleetShadowSettings settings, int parallelism) {
        this(input, settings.withHealth(settings.health().withRanked(RANKED)), parallelism, null);
    }

    private Backtest(HistoryInput input, FleetShadowSettings settings, int parallelism, Duration assumedAnswer) {
        this.input = input;
        this.settings = settings;
        this.parallelism = parallelism;
        this.assumedAnswer = assumedAnswer;
    }

    /** The same in which every command is answered with success after this time. */
    Backtest answering(Duration after) {
        return new Backtest(input, settings, parallelism, after);
    }

    /**
     * Writes {@code scores.csv}, {@code diagnoses.csv}, {@code decisions.csv} and {@code dead-letters.csv}: the same
     * files for the same history, whatever the parallelism.
     *
     * @param output existing directory; files of an earlier run are replaced
     * @param progress told 0..1 now and then
     */
    public HistoryExtent run(Path output, DoubleConsumer progress) throws Exception {
        HistoryExtent extent = HistoryExtent.of(input);
        if (extent.updates() == 0) {
            throw new InvalidUpdateException("--input", "a history without a single row", "give one with rows");
        }
        try (ScratchDirectory scratch = ScratchDirectory.create("fleet-shadow-backtest-")) {
            Path parts = scratch.path();
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.createLocalEnvironment(parallelism, config(parts));
            FleetShadowJob.wire(env, new BacktestEndpoints(input, parts, extent.last(), assumedAnswer), settings);
            await(env.executeAsync(FleetShadowJob.NAME), progress);
            for (BacktestFile file : BacktestFile.values()) {
                KeyedLines.join(
                        parts.resolve(file.name()),
                        output.resolve(file.fileName()),
                        file.header(),
                        file.fromSeveralTasks());
            }
        }
        return extent;
    }

    private static void await(JobClient job, DoubleConsumer progress) throws Exception {
        CompletableFuture<JobExecutionResult> result = job.getJobExecutionResult();
        while (!ended(result)) {
            progress.accept(HistorySource.progress());
        }
        result.get();
        progress.accept(1);
    }

    private static boolean ended(CompletableFuture<?> result) throws InterruptedException {
        try {
            result.get(GLANCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException notYetOrFailed) {
            return result.isDone();
        }
        return true;
    }

    /** What production runs on, but for checkpoints: a backtest that fails is run again. */
    private static Configuration config(Path directory) throws IOException {
        Configuration config = new Configuration();
        config.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        config.set(PipelineOptions.GENERIC_TYPES, false);
        config.set(PipelineOptions.OBJECT_REUSE, true);
        config.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        config.set(RocksDBOptions.LOCAL_DIRECTORIES, directory.toString());
        config.set(CoreOptions.TMP_DIRS, directory.resolve("work").toString());
        return config;
    }
}
