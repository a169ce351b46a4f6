package dev.fleetshadow.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands around the policy. */
@Command(
        name = "policy",
        description = "Checks, compares, tries and changes the policy: failure modes, playbooks, guardrails, trust.",
        mixinStandardHelpOptions = true,
        subcommands = {
            PolicyValidateCommand.class,
            PolicySchemaCommand.class,
            PolicyShowCommand.class,
            PolicyDiffCommand.class,
            PolicyApplyCommand.class,
            PolicyReplayCommand.class
        })
final class PolicyCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Name a command: policy " + String.join(", ", spec.subcommands().keySet()) + ".");
    }
}
