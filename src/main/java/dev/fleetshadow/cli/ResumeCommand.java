package dev.fleetshadow.cli;

import dev.fleetshadow.remediation.ControlMessage;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Ends a pause, or what the service has stopped by itself. */
@Command(
        name = "resume",
        description = {
            "Ends the pause of a group, or of the whole fleet.",
            "Without --group it also ends the stop that the service imposed on itself because alarms were too many."
        },
        mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OrderOptions order;

    @Option(names = "--group", paramLabel = "NAME", description = "Only this group. Default: the whole fleet.")
    private String group = ControlMessage.FLEET;

    @Override
    public Integer call() throws Exception {
        return new OrderDesk(kafka, order, spec.commandLine().getOut())
                .give(ControlMessage.pause(group, false, order.by(), order.reason(), Instant.now()));
    }
}
