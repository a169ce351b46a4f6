package dev.fleetshadow.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands that read the audit trail as it is. */
@Command(
        name = "audit",
        description = "Reads and checks the audit trail of every decision.",
        mixinStandardHelpOptions = true,
        subcommands = {AuditTailCommand.class, AuditVerifyCommand.class})
final class AuditCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: audit tail or audit verify.");
    }
}
