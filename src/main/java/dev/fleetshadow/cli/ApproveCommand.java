package dev.fleetshadow.cli;

import dev.fleetshadow.remediation.ControlMessage;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a proposed command be sent. */
@Command(
        name = "approve",
        description = {
            "Approves a proposed command. The guardrails are asked once more, then it is sent.",
            "Exit code 1 if nobody waits for it, or the audit trail does not show it in time."
        },
        mixinStandardHelpOptions = true)
final class ApproveCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OrderOptions order;

    @Parameters(paramLabel = "COMMAND", description = "Id of the command, from its proposal.")
    private String commandId;

    @Override
    public Integer call() throws Exception {
        String group =
                Proposal.groupOf(commandId, kafka.settings(), spec.commandLine().getErr());
        return new OrderDesk(kafka, order, spec.commandLine().getOut())
                .give(ControlMessage.approval(group, commandId, true, order.by(), order.reason(), Instant.now()));
    }
}
