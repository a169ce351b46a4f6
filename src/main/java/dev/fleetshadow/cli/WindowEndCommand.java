package dev.fleetshadow.cli;

import dev.fleetshadow.remediation.ControlMessage;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Calls a window off, or ends it early. */
@Command(
        name = "end",
        description = "Ends a window that was announced, before its time.",
        mixinStandardHelpOptions = true)
final class WindowEndCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private WindowCommand parent;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OrderOptions order;

    @Option(names = "--id", required = true, paramLabel = "NAME", description = "Under which it was announced.")
    private String id;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            description = "The group for which it was announced. Default: the whole fleet.")
    private String group = ControlMessage.FLEET;

    @Override
    public Integer call() throws Exception {
        return new OrderDesk(kafka, order, spec.commandLine().getOut())
                .give(new ControlMessage(
                        parent.kind(),
                        id,
                        group,
                        "",
                        false,
                        null,
                        null,
                        "",
                        order.by(),
                        order.reason(),
                        Instant.now()));
    }
}
