package dev.fleetshadow.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What becomes of records that the job could not use is for people to decide. */
@Command(
        name = "deadletter",
        description = "Shows records that could not be used, and sends them again once they can.",
        mixinStandardHelpOptions = true,
        subcommands = {DeadLetterListCommand.class, DeadLetterShowCommand.class, DeadLetterReplayCommand.class})
final class DeadLetterCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Name a command: deadletter list, deadletter show or deadletter replay.");
    }
}
