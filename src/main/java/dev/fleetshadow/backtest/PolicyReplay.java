package dev.fleetshadow.backtest;

import dev.fleetshadow.settings.FleetShadowSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.DoubleConsumer;

/**
 * Tries a policy on a history: what it would have diagnosed, done and withheld, if every command had been answered with
 * success and everything had gone on as it did.
 */
public final class PolicyReplay {

    private final HistoryInput input;
    private final Path labelled;
    private final Duration answeredAfter;
    private final int parallelism;

    /**
     * Prepares to try policies on the same history.
     *
     * @param labelled where labels would be
     * @param answeredAfter every command is answered with success after this time
     */
    public PolicyReplay(HistoryInput input, Path labelled, Duration answeredAfter, int parallelism) {
        this.input = input;
        this.labelled = labelled;
        this.answeredAfter = answeredAfter;
        this.parallelism = parallelism;
    }

    /** The same for the same history and settings, whatever the parallelism. */
    public PolicyTrial run(FleetShadowSettings settings, DoubleConsumer progress) throws Exception {
        try (ScratchDirectory scratch = ScratchDirectory.create("fleet-shadow-trial-")) {
            new Backtest(input, settings, parallelism).answering(answeredAfter).run(scratch.path(), progress);
            return PolicyTrial.of(scratch.path(), Labels.read(labelled));
        }
    }
}
