package dev.fleetshadow.cli;

import dev.fleetshadow.remediation.ControlMessage;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The big red button: nothing is sent any more until somebody resumes. */
@Command(
        name = "pause",
        description = {
            "Stops sending commands to a group, or to the whole fleet. Diagnosing goes on; what is withheld meanwhile is"
                    + " considered again after resume.",
            "What was sent before goes on."
        },
        mixinStandardHelpOptions = true)
final class PauseCommand implements Callable<Integer> {

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
                .give(ControlMessage.pause(group, true, order.by(), order.requiredReason(), Instant.now()));
    }
}
