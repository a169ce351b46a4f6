package dev.fleetshadow.cli;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.backtest.OwnHistory;
import dev.fleetshadow.backtest.PolicyReplay;
import dev.fleetshadow.backtest.PolicyTrial;
import dev.fleetshadow.codec.JsonText;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.PolicyDiff;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
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

/** Tries a policy on a history before it rules a fleet. */
@Command(
        name = "replay",
        description = {
            "Runs a history through the job twice, by one policy and by another, and compares what they would have"
                    + " diagnosed, done and withheld, and how well that fits labels.csv if there is one beside it.",
            "Every command counts as answered with success after a while, and resources recover as they did in the history:"
                    + " nothing a policy does changes what happened."
        },
        mixinStandardHelpOptions = true)
final class PolicyReplayCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private HistoryOptions history;

    @Option(names = "--candidate", required = true, paramLabel = "FILE", description = "The policy to try.")
    private Path candidate;

    @Option(
            names = "--against",
            paramLabel = "FILE",
            description = "The policy to compare it with. Default: the shipped one.")
    private Path against;

    @Option(
            names = "--mode",
            defaultValue = "enforce",
            description = "${COMPLETION-CANDIDATES}: how much may happen by itself by both policies, at most."
                    + " Default: ${DEFAULT-VALUE}")
    private Mode mode;

    @Option(
            names = "--answered-after",
            defaultValue = "3min",
            converter = DurationText.class,
            paramLabel = "DURATION",
            description = "When every command counts as done. Default: ${DEFAULT-VALUE}")
    private Duration answeredAfter;

    @Option(names = "--parallelism", paramLabel = "NUMBER", description = "Default: one task for each processor.")
    private int parallelism = Runtime.getRuntime().availableProcessors();

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Any fleet-shadow.* option.")
    private Map<String, String> options = new HashMap<>();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (parallelism < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--parallelism: '" + parallelism + "' is not usable; give 1 or more");
        }
        FleetShadowSettings before = settings(against);
        FleetShadowSettings after = settings(candidate);
        PolicyDiff diff = PolicyDiff.between(
                before.policyText().outline(), after.policyText().outline());
        try (OwnHistory own = history.open()) {
            PolicyReplay replay = new PolicyReplay(own.input(), own.labelled(), answeredAfter, parallelism);
            PolicyComparison comparison = new PolicyComparison(
                    new PolicyComparison.Tried(before.policyText().source(), trial(replay, before)),
                    new PolicyComparison.Tried(after.policyText().source(), trial(replay, after)),
                    diff,
                    assumed());
            PrintWriter out = spec.commandLine().getOut();
            out.print(json ? JsonText.of(comparison.json()) + System.lineSeparator() : comparison.text());
            out.flush();
        }
        return 0;
    }

    private PolicyTrial trial(PolicyReplay replay, FleetShadowSettings settings) throws Exception {
        ProgressBar bar = new ProgressBar(spec.commandLine().getErr());
        PolicyTrial trial = replay.run(
                settings, progress -> bar.show(progress, settings.policyText().source()));
        bar.end();
        return trial;
    }

    private String assumed() {
        return "mode %s; every command is answered with success after %s, and the resources recover as they did in the history;"
                        .formatted(mode.name().toLowerCase(Locale.ROOT), DemoTerminal.span(answeredAfter))
                + " what a step was worth is not learned from one episode to the next";
    }

    /** A history is older than any input may be. */
    private FleetShadowSettings settings(Path policy) {
        Map<String, String> all = new HashMap<>(options);
        if (policy != null) {
            all.put(FleetShadowOptions.POLICY.key(), policy.toString());
        }
        all.put(FleetShadowOptions.MODE.key(), mode.name());
        all.putIfAbsent(FleetShadowOptions.MAX_INPUT_LAG.key(), "0 s");
        return FleetShadowSettings.withoutBrokers(Configuration.fromMap(all));
    }
}
