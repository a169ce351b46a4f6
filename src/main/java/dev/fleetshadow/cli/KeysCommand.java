package dev.fleetshadow.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands about the keys with which commands are signed. */
@Command(
        name = "keys",
        description = "Makes and shows the keys with which the job signs commands and agents check them.",
        mixinStandardHelpOptions = true,
        subcommands = {KeysNewCommand.class, KeysShowCommand.class})
final class KeysCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a command: keys new or keys show.");
    }
}
