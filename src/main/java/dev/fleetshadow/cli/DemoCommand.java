package dev.fleetshadow.cli;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.endpoint.LocalBroker;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.simulator.Fault;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the whole loop on a simulated fleet, with a real broker and a real Flink cluster. */
@Command(
        name = "demo",
        description = {
            "Shows the whole loop: starts a Kafka broker and a Flink cluster with its web UI, simulates a fleet, lets it"
                    + " learn five days of history, injects faults, and tells what the job makes of them.",
            "Exit code 0 only if every fault was detected, diagnosed right, remediated and verified. Nothing outside"
                    + " this machine is touched."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final int MOST_RESOURCES = 2000;
    private static final Duration SHORTEST = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofHours(6);
    private static final int PARTITIONS = 4;

    @Spec
    private CommandSpec spec;

    @Option(names = "--resources", defaultValue = "50", description = "Size of the fleet. Default: ${DEFAULT-VALUE}")
    private int resources;

    @Option(
            names = "--duration",
            defaultValue = "90s",
            converter = DurationConverter.class,
            description = "How long the six simulated hours with faults take here, for instance 90s or 5min."
                    + " Default: ${DEFAULT-VALUE}")
    private Duration duration;

    @Option(names = "--seed", defaultValue = "42", description = "Which fleet and faults. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--mode",
            defaultValue = "enforce",
            description = "${COMPLETION-CANDIDATES}; approve is answered by a simulated operator."
                    + " Default here: ${DEFAULT-VALUE}; the job's own default is observe.")
    private Mode mode;

    @Option(
            names = "--fault",
            split = ",",
            paramLabel = "KIND",
            completionCandidates = FamiliarFaults.class,
            description = "Only these kinds of fault: ${COMPLETION-CANDIDATES}. Default: all")
    private Set<Fault> faults = Fault.familiar();

    @Option(names = "--restart", description = "Also stops the job with a savepoint halfway, and starts it from there.")
    private boolean restart;

    @Option(names = "--web-port", defaultValue = "8081", description = "Of Flink's web UI. Default: ${DEFAULT-VALUE}")
    private int webPort;

    @Option(names = "--headless", description = "No progress line: for logs and pipelines.")
    private boolean headless;

    @Option(
            names = "--json",
            description = "The summary as JSON on standard output, everything else on standard error.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        DemoPlan plan = plan();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter told = json ? spec.commandLine().getErr() : out;
        DemoTerminal terminal = new DemoTerminal(told, !headless);
        terminal.line(
                "Fleet Shadow demo: %d services in %d groups, seed %d, mode %s.",
                plan.resources(), plan.groups(), plan.seed(), DemoReport.lower(plan.mode()));
        DemoReport report;
        try (LocalBroker broker = LocalBroker.start()) {
            broker.createTopics(Arrays.stream(Topic.values())
                    .collect(Collectors.toMap(topic -> topic.named(prefix()), topic -> PARTITIONS)));
            try (DemoCluster cluster = new DemoCluster(config(broker), plan.webPort());
                    DemoRun run = DemoRun.open(plan, broker.bootstrapServers(), prefix(), cluster, terminal)) {
                report = run.run();
            } finally {
                terminal.endProgress();
            }
        }
        told.print(report.table());
        if (json) {
            out.println(report.json());
        }
        told.flush();
        out.flush();
        return report.complete() ? 0 : spec.exitCodeOnExecutionException();
    }

    private DemoPlan plan() {
        require(
                resources >= 1 && resources <= MOST_RESOURCES,
                "--resources: '%d' is not usable; give 1 to %d".formatted(resources, MOST_RESOURCES));
        require(
                duration.compareTo(SHORTEST) >= 0 && duration.compareTo(LONGEST) <= 0,
                "--duration: '%s' is not usable; give 20s to 6h".formatted(TimeUtils.formatWithHighestUnit(duration)));
        require(
                webPort >= 0 && webPort <= 65_535,
                "--web-port: '%d' is not usable; give 0 to 65535".formatted(webPort));
        require(
                Fault.familiar().containsAll(faults),
                "--fault: '%s' is not usable; the demo can show %s"
                        .formatted(
                                words(faults.stream()
                                        .filter(fault -> !Fault.familiar().contains(fault))),
                                words(Fault.familiar().stream())));
        return new DemoPlan(resources, duration, seed, mode, faults, restart, webPort);
    }

    private Configuration config(LocalBroker broker) {
        Path home = Path.of(System.getProperty("fleet-shadow.home", ""));
        Configuration config = GlobalConfiguration.loadConfiguration(
                home.resolve("flink-conf").toAbsolutePath().toString());
        config.set(FleetShadowOptions.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        config.set(FleetShadowOptions.MODE, mode);
        return config;
    }

    private static String prefix() {
        return FleetShadowOptions.TOPIC_PREFIX.defaultValue();
    }

    private void require(boolean usable, String problem) {
        if (!usable) {
            throw new ParameterException(spec.commandLine(), problem);
        }
    }

    private static String words(Stream<Fault> faults) {
        return faults.map(DemoReport::lower).collect(Collectors.joining(", "));
    }

    /** The kinds of fault that the demo knows the right cure for. */
    static final class FamiliarFaults implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Fault.familiar().stream().map(Fault::name).iterator();
        }
    }

    /** Reads durations as Flink's configuration writes them. */
    static final class DurationConverter implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return TimeUtils.parseDuration(value);
        }
    }
}
