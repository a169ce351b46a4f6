package dev.fleetshadow.cli;

import dev.fleetshadow.settings.SettingsException;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code fleet-shadow} command. */
@Command(
        name = "fleet-shadow",
        description = "Predicts the failure of fleet resources and remediates it within guardrails.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            ProveCommand.class,
            BacktestCommand.class,
            ReplayCommand.class,
            JobCommand.class,
            AgentCommand.class,
            KeysCommand.class,
            AuditCommand.class,
            LedgerCommand.class,
            ExplainCommand.class,
            ApproveCommand.class,
            DenyCommand.class,
            PauseCommand.class,
            ResumeCommand.class,
            MaintenanceCommand.class,
            ChangeCommand.class,
            ReleaseCommand.class,
            DeadLetterCommand.class,
            PolicyCommand.class,
            ApiCommand.class,
            HelpCommand.class
        })
public final class FleetShadow implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(FleetShadow.class);

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
        return readable(new CommandLine(new FleetShadow()));
    }

    /** The same with failures told in a line or two. */
    static CommandLine readable(CommandLine commands) {
        return commands.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    PrintWriter err = command.getErr();
                    if (failure instanceof SettingsException) {
                        err.println(failure.getMessage());
                        return command.getCommandSpec().exitCodeOnInvalidInput();
                    }
                    if (failure instanceof RefusedException || failure instanceof InvalidUpdateException) {
                        err.println(command.getCommandName() + ": " + failure.getMessage());
                        return command.getCommandSpec().exitCodeOnExecutionException();
                    }
                    LOG.debug("The command failed.", failure);
                    err.println(command.getCommandName() + ": " + reason(failure));
                    err.println("FLEET_SHADOW_JAVA_OPTS='-Dfleet-shadow.log.level=DEBUG"
                            + " -Dfleet-shadow.log.trace=full' tells where.");
                    return command.getCommandSpec().exitCodeOnExecutionException();
                });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command.");
    }

    /** The chain of causes in one line: Flink wraps what happened several times. */
    private static String reason(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .map(cause -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage())
                .distinct()
                .collect(Collectors.joining(": "));
    }
}
