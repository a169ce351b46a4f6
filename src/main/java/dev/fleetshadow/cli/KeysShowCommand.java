package dev.fleetshadow.cli;

import dev.fleetshadow.action.VerifyingKey;
import dev.fleetshadow.settings.SigningSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows which key a file holds, never the secret of it. */
@Command(
        name = "show",
        description = "Tells the id and the public part of keys; never the secret one.",
        mixinStandardHelpOptions = true)
final class KeysShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "0..*",
            defaultValue = "keys",
            description = "Files of keys, or directories with *.key and *.pub. Default: ${DEFAULT-VALUE}.")
    private List<Path> paths;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        for (Path path : paths) {
            for (Path file : files(path)) {
                show(file, out);
            }
        }
        out.flush();
        return 0;
    }

    private static List<Path> files(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file ->
                            file.toString().endsWith(".key") || file.toString().endsWith(".pub"))
                    .sorted()
                    .toList();
        }
    }

    private static void show(Path file, PrintWriter out) throws IOException {
        try {
            boolean secret = file.toString().endsWith(".key");
            VerifyingKey key = secret
                    ? new SigningSettings(file.toString()).key().verifying()
                    : VerifyingKey.parse(Files.readString(file));
            out.printf("%s  %s  %s%n%s", key.id(), secret ? "private" : "public", file, secret ? "" : key.text());
        } catch (IOException e) {
            throw new RefusedException("%s cannot be read (%s); name a readable file"
                    .formatted(file, e.getClass().getSimpleName()));
        } catch (IllegalArgumentException e) {
            throw new RefusedException(file + ": " + e.getMessage());
        }
    }
}
