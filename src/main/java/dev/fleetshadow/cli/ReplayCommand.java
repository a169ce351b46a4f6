package dev.fleetshadow.cli;

import dev.fleetshadow.backtest.History;
import dev.fleetshadow.backtest.OwnHistory;
import dev.fleetshadow.endpoint.FleetPublisher;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Publishes history as status updates, as if the resources reported it now. */
@Command(
        name = "replay",
        description = {
            "Publishes a history as status updates to Kafka.",
            "Records carry the history's own time. The topic is created if it is missing, and keeps records for ever:"
                    + " a broker deletes old records by their own time."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    private static final int PROGRESS_EVERY = 5_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private HistoryOptions input;

    @Option(names = "--bootstrap-servers", required = true, paramLabel = "HOST:PORT", description = "Kafka brokers.")
    private String bootstrapServers;

    @Option(names = "--topic-prefix", defaultValue = "fleet.", description = "Default: ${DEFAULT-VALUE}")
    private String topicPrefix;

    @Option(
            names = "--speed",
            defaultValue = "max",
            paramLabel = "FACTOR",
            description = "How many times faster than it happened, or max. Default: ${DEFAULT-VALUE}")
    private String speed;

    @Override
    public Integer call() throws Exception {
        double factor = factor();
        ProgressBar bar = new ProgressBar(spec.commandLine().getErr());
        long published = 0;
        long started = System.nanoTime();
        try (OwnHistory own = input.open();
                History history = own.input().open();
                FleetPublisher publisher = FleetPublisher.open(bootstrapServers, topicPrefix)) {
            Instant first = null;
            Instant last = null;
            while (history.hasNext()) {
                StatusUpdate update = history.next();
                first = first == null ? update.observedAt() : first;
                last = update.observedAt();
                await(started, first, last, factor);
                publisher.publish(update);
                if (++published % PROGRESS_EVERY == 0) {
                    bar.show(history.progress(), words(published, last));
                }
            }
            publisher.flush();
            bar.show(1, words(published, last));
            bar.end();
            double seconds = (System.nanoTime() - started) / 1e9;
            spec.commandLine()
                    .getOut()
                    .printf(
                            Locale.ROOT,
                            "Published %,d updates of %d resources, %s to %s, in %.1f s (%,.0f a second).%n",
                            published,
                            history.resources(),
                            first,
                            last,
                            seconds,
                            published / seconds);
        }
        return 0;
    }

    private double factor() {
        if (speed.equals("max")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            double factor = Double.parseDouble(speed);
            if (factor > 0) {
                return factor;
            }
        } catch (NumberFormatException e) {
            throw new ParameterException(spec.commandLine(), unusableSpeed(), e);
        }
        throw new ParameterException(spec.commandLine(), unusableSpeed());
    }

    private String unusableSpeed() {
        return "--speed: '" + speed + "' is not usable; give a positive factor or max";
    }

    private static void await(long started, Instant first, Instant now, double factor) {
        long due = started + (long) (Duration.between(first, now).toNanos() / factor);
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static String words(long published, Instant at) {
        return String.format(Locale.ROOT, "%,d updates  %s", published, at);
    }
}
