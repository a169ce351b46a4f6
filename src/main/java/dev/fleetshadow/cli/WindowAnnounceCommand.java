package dev.fleetshadow.cli;

import dev.fleetshadow.remediation.ControlMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Says from when until when some resources are to be left alone. */
@Command(
        name = "announce",
        description = {
            "Announces a window in which resources are left alone. It is over by itself, after at most 7 days; what would"
                    + " have been done meanwhile is listed at its end.",
            "Announcing the same id again replaces the window."
        },
        mixinStandardHelpOptions = true)
final class WindowAnnounceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private WindowCommand parent;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OrderOptions order;

    @Option(names = "--id", required = true, paramLabel = "NAME", description = "By which it can be ended.")
    private String id;

    @Option(names = "--group", paramLabel = "NAME", description = "Only in this group. Default: the whole fleet.")
    private String group = ControlMessage.FLEET;

    @Option(
            names = "--subject",
            paramLabel = "ID|LABEL=VALUE",
            description = "One resource, or those with this label. Default: all of the group.")
    private String subject = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Begin: an instant such as 2026-01-31T22:00:00Z, or local time such as 2026-01-31T22:00 or"
                    + " 22:00. Default: now")
    private String from;

    @ArgGroup(multiplicity = "1")
    private End end;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Whose local time it is, such as Europe/Berlin. Default: this machine's")
    private ZoneId zone = ZoneId.systemDefault();

    /** One of two ways to say when it is over. */
    static final class End {

        @Option(
                names = "--until",
                required = true,
                paramLabel = "TIME",
                description = "End, written like the begin; a time of day is the first one after the begin.")
        private String until;

        @Option(
                names = "--for",
                required = true,
                converter = DurationText.class,
                paramLabel = "DURATION",
                description = "How long, such as 2h or 90min.")
        private Duration length;
    }

    @Override
    public Integer call() throws Exception {
        Instant now = Instant.now();
        WindowTime time = new WindowTime(zone, now);
        Instant begins = from == null ? now : time.begin("--from", from);
        Instant ends = end.length == null ? time.end("--until", end.until, begins) : begins.plus(end.length);
        return new OrderDesk(kafka, order, spec.commandLine().getOut())
                .give(new ControlMessage(
                        parent.kind(),
                        id,
                        group,
                        subject,
                        true,
                        begins,
                        ends,
                        "",
                        order.by(),
                        order.requiredReason(),
                        now));
    }
}
