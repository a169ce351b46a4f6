package dev.fleetshadow.cli;

import dev.fleetshadow.remediation.ControlKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Announces and ends maintenance, in which resources are left alone because people work on them. */
@Command(
        name = "maintenance",
        description = "Announces and ends maintenance, in which resources are left alone because people work on them.",
        mixinStandardHelpOptions = true,
        subcommands = {WindowAnnounceCommand.class, WindowEndCommand.class})
final class MaintenanceCommand implements Runnable, WindowCommand {

    @Spec
    private CommandSpec spec;

    @Override
    public ControlKind kind() {
        return ControlKind.MAINTENANCE;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: maintenance announce or maintenance end.");
    }
}
