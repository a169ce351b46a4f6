package dev.fleetshadow.cli;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.AuditJson;
import dev.fleetshadow.endpoint.FleetReader;
import dev.fleetshadow.endpoint.Topic;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows the latest decisions, and on request goes on as they are made. */
@Command(
        name = "tail",
        description = "Prints the latest entries of the audit trail, one line each, in order of time.",
        mixinStandardHelpOptions = true)
final class AuditTailCommand implements Callable<Integer> {

    private static final int MOST = 100_000;

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Option(
            names = "--last",
            defaultValue = "20",
            paramLabel = "NUMBER",
            description = "How many entries that fit, at most " + MOST + ". Default: ${DEFAULT-VALUE}")
    private int last;

    @Option(names = "--follow", description = "Go on printing what comes, until interrupted.")
    private boolean follow;

    @Option(names = "--group", paramLabel = "NAME", description = "Only of this group; * is the fleet as a whole.")
    private String group;

    @Option(names = "--resource", paramLabel = "ID", description = "Only about this resource.")
    private String resource;

    @Option(
            names = "--kind",
            split = ",",
            paramLabel = "KIND",
            description = "Only of these kinds, separated by commas: ${COMPLETION-CANDIDATES}")
    private Set<AuditKind> kinds = EnumSet.allOf(AuditKind.class);

    @Option(names = "--json", description = "Print entries as they are in the topic, one JSON object a line.")
    private boolean json;

    private final PriorityQueue<AuditEvent> latest = new PriorityQueue<>(Comparator.comparing(AuditEvent::at)
            .thenComparing(AuditEvent::group)
            .thenComparing(AuditEvent::sequence));

    @Override
    public Integer call() throws Exception {
        if (last < 0 || last > MOST) {
            throw new ParameterException(
                    spec.commandLine(), "--last: '%d' is not usable; give 0 to %d".formatted(last, MOST));
        }
        AuditFeed feed = new AuditFeed(this::remember);
        try (FleetReader reader = FleetReader.open(kafka.settings(), List.of(Topic.AUDIT))) {
            reader.readToEnd(feed);
            while (!latest.isEmpty()) {
                print(latest.remove());
            }
            feed.warn(spec.commandLine().getErr());
            if (follow) {
                reader.follow(new AuditFeed(this::print));
            }
        }
        return 0;
    }

    private void remember(AuditEvent entry) {
        if (fits(entry)) {
            latest.add(entry);
            if (latest.size() > last) {
                latest.remove();
            }
        }
    }

    private void print(AuditEvent entry) {
        if (fits(entry)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? new String(AuditJson.encode(entry), StandardCharsets.UTF_8) : AuditLine.of(entry));
            out.flush();
        }
    }

    private boolean fits(AuditEvent entry) {
        return kinds.contains(entry.kind())
                && (group == null || group.equals(entry.group()))
                && (resource == null || resource.equals(entry.resourceId()));
    }
}
