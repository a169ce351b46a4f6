package dev.fleetshadow.cli;

import dev.fleetshadow.endpoint.DeadLetterDesk;
import dev.fleetshadow.endpoint.KeptLetter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows all there is to know of one dead letter. */
@Command(
        name = "show",
        description = "Prints one dead letter: its headers, and its bytes as text or in hex.",
        mixinStandardHelpOptions = true)
final class DeadLetterShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Parameters(paramLabel = "ID", description = "Of the letter, as deadletter list prints it.")
    private String id;

    @Option(
            names = "--bytes",
            defaultValue = "4096",
            paramLabel = "NUMBER",
            description = "How many bytes to print. Default: ${DEFAULT-VALUE}")
    private int most;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Write the bytes of the original into this file, for instance to repair them.")
    private Path output;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (DeadLetterDesk desk = DeadLetterDesk.open(kafka.settings())) {
            KeptLetter letter = found(desk, id);
            print(letter, desk, out);
            if (output != null) {
                write(letter, desk, out);
            }
        }
        out.flush();
        return 0;
    }

    static KeptLetter found(DeadLetterDesk desk, String id) throws IOException {
        KeptLetter[] found = new KeptLetter[1];
        desk.readAll(letter -> {
            if (letter.id().equals(id)) {
                found[0] = letter;
            }
        });
        if (found[0] == null) {
            throw new RefusedException(
                    "there is no dead letter %s (any more); deadletter list tells which there are".formatted(id));
        }
        return found[0];
    }

    private void print(KeptLetter letter, DeadLetterDesk desk, PrintWriter out) {
        out.printf("Dead letter %s, written at %s.%n", letter.id(), letter.keptAt());
        out.printf("Key: %s%n", letter.key() == null ? "none" : ByteText.line(letter.key()));
        out.printf("Is sent again to: %s%n", ByteText.line(desk.destination(letter)));
        letter.headers()
                .forEach((name, value) -> out.printf("  %-16s %s%n", ByteText.line(name), ByteText.line(value)));
        byte[] value = letter.value();
        out.printf(
                "%d bytes%s:%n",
                letter.originalLength(),
                letter.cut() ? ", of which only the first %d are kept here".formatted(value.length) : "");
        byte[] shown = Arrays.copyOf(value, Math.min(value.length, Math.max(0, most)));
        out.println(ByteText.of(shown));
        if (shown.length < value.length) {
            out.printf("… and %d more; --bytes %d prints them%n", value.length - shown.length, value.length);
        }
    }

    private void write(KeptLetter letter, DeadLetterDesk desk, PrintWriter out) throws IOException {
        Optional<byte[]> original = desk.original(letter);
        byte[] bytes = original.orElseGet(letter::value);
        Files.write(output, bytes);
        out.printf(
                "Wrote %d bytes into %s%s.%n",
                bytes.length,
                output,
                original.isPresent() ? "" : "; they are cut, and the original is not to be read any more");
    }
}
