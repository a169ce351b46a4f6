package dev.fleetshadow.cli;

import dev.fleetshadow.backtest.Backtest;
import dev.fleetshadow.backtest.BacktestSummary;
import dev.fleetshadow.backtest.HistoryExtent;
import dev.fleetshadow.backtest.OwnHistory;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows what the job would have made of a history. */
@Command(
        name = "backtest",
        description = {
            "Runs a history through the job that runs in production, here and without Kafka, and writes scores.csv,"
                    + " diagnoses.csv, decisions.csv, dead-letters.csv and summary.json.",
            "Where labels.csv (resource,start,end,kind,metrics) lies beside the history, the scores are judged by it.",
            "The same history and seed give the same files at any parallelism."
        },
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HistoryOptions history;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Where to write; made if it is missing, files of an earlier run are replaced.")
    private Path output;

    @Option(names = "--seed", paramLabel = "NUMBER", description = "Short for -Dfleet-shadow.seed=…")
    private Long seed;

    @Option(names = "--policy", paramLabel = "FILE", description = "Short for -Dfleet-shadow.policy=…")
    private String policy;

    @Option(names = "--parallelism", paramLabel = "NUMBER", description = "Default: one task for each processor.")
    private int parallelism = Runtime.getRuntime().availableProcessors();

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Any fleet-shadow.* option.")
    private Map<String, String> options = new HashMap<>();

    @Override
    public Integer call() throws Exception {
        require(parallelism >= 1, "--parallelism: '" + parallelism + "' is not usable; give 1 or more");
        FleetShadowSettings settings = FleetShadowSettings.withoutBrokers(config());
        try (OwnHistory own = history.open()) {
            Files.createDirectories(output);
            backtest(own, settings);
        }
        return 0;
    }

    private void backtest(OwnHistory own, FleetShadowSettings settings) throws Exception {
        PrintWriter err = spec.commandLine().getErr();
        ProgressBar bar = new ProgressBar(err);
        long started = System.nanoTime();
        HistoryExtent extent = new Backtest(own.input(), settings, parallelism)
                .run(output, progress -> bar.show(progress, history.path().toString()));
        bar.end();
        double seconds = (System.nanoTime() - started) / 1e9;

        BacktestSummary summary = BacktestSummary.of(own.input(), extent, own.labelled(), output);
        Files.writeString(output.resolve("summary.json"), summary.json());
        err.printf(Locale.ROOT, "%.1f s, %,.0f updates a second%n", seconds, extent.updates() / seconds);
        PrintWriter out = spec.commandLine().getOut();
        out.print(summary.text());
        out.flush();
    }

    /** A history is older than any input may be. */
    private Configuration config() {
        if (seed != null) {
            options.put(FleetShadowOptions.SEED.key(), seed.toString());
        }
        if (policy != null) {
            options.put(FleetShadowOptions.POLICY.key(), policy);
        }
        options.putIfAbsent(FleetShadowOptions.MAX_INPUT_LAG.key(), "0 s");
        return Configuration.fromMap(options);
    }

    private void require(boolean usable, String problem) {
        if (!usable) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }
}
