package dev.fleetshadow.cli;

import dev.fleetshadow.action.SigningKey;
import dev.fleetshadow.settings.FleetShadowOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a pair of keys: the private one for the job, the public one for the agents. */
@Command(
        name = "new",
        description = {
            "Makes a new Ed25519 key and writes KEYID.key, the secret with which the job signs commands, and KEYID.pub, by"
                    + " which agents know them.",
            "To replace a key: give the new KEYID.pub to all agents beside the old one, then the new KEYID.key to the job,"
                    + " and take the old .pub from the agents when the commands it has signed have expired."
        },
        mixinStandardHelpOptions = true)
final class KeysNewCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "keys",
            description = "Directory to write to; made if there is none. Default: ${DEFAULT-VALUE}.")
    private Path directory;

    @Override
    public Integer call() throws Exception {
        SigningKey key = SigningKey.generate();
        String id = key.verifying().id();
        Files.createDirectories(directory);
        Path secret = KeyFiles.write(key, directory.resolve(id + ".key"));
        Path known = KeyFiles.write(key.verifying(), directory.resolve(id + ".pub"));
        PrintWriter out = spec.commandLine().getOut();
        out.printf("Key %s%n", id);
        out.printf(
                "  %s  is secret: for the job alone, -D%s=%s%n",
                secret, FleetShadowOptions.SIGNING_KEY_FILE.key(), secret);
        out.printf("  %s  is for the agents, into the directory of the keys they trust%n", known);
        out.flush();
        return 0;
    }
}
