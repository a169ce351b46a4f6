package dev.fleetshadow.cli;

import dev.fleetshadow.settings.SettingsException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code fleet-shadow} command. */
@Command(
        name = "fleet-shadow",
        description = "Predicts the failure of fleet resources and remediates it within guardrails.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {DemoCommand.class, ReplayCommand.class, JobCommand.class})
public final class FleetShadow implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Runs one command; its exit code becomes that of the process. */
    public static void main(String[] arguments) {
        int exitCode = commandLine().execute(arguments);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new FleetShadow())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    PrintWriter err = command.getErr();
                    if (failure instanceof SettingsException) {
                        err.println(failure.getMessage());
                        return command.getCommandSpec().exitCodeOnInvalidInput();
                    }
                    failure.printStackTrace(err);
                    return command.getCommandSpec().exitCodeOnExecutionException();
                });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }
}
