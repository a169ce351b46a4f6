package dev.fleetshadow.cli;

import dev.fleetshadow.remediation.ControlKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Announces and ends changes, such as deployments, in which the signs of resources mean little. */
@Command(
        name = "change",
        description = "Announces and ends changes, such as deployments, in which the signs of resources mean little.",
        mixinStandardHelpOptions = true,
        subcommands = {WindowAnnounceCommand.class, WindowEndCommand.class})
final class ChangeCommand implements Runnable, WindowCommand {

    @Spec
    private CommandSpec spec;

    @Override
    public ControlKind kind() {
        return ControlKind.CHANGE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: change announce or change end.");
    }
}
