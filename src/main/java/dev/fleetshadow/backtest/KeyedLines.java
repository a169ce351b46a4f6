package dev.fleetshadow.backtest;

import dev.fleetshadow.telemetry.Sha256;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Writes one line per message into a file of its key: a key's messages pass one task in order, so that the files put
 * together in the order of their keys are the same at any parallelism.
 *
 * <p>Lines are gathered up to {@value #BUFFERED} characters a key and {@value #BUFFERED_IN_ALL} in all, and no file stays
 * open.
 */
record KeyedLines<T>(String directory, Part<T> key, Part<T> line) implements Sink<T> {

    private static final long serialVersionUID = 1L;
    private static final int BUFFERED = 16_384;
    private static final int BUFFERED_IN_ALL = 16_777_216;
    private static final int LONGEST_NAME = 90;

    /** A function that can be sent to the cluster. */
    @FunctionalInterface
    interface Part<T> extends Function<T, String>, Serializable {}

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        Files.createDirectories(Path.of(directory));
        return new Writer();
    }

    /**
     * Puts the files together, under a header, in the order of their keys; nothing was written if there is none.
     *
     * @param sorted whether the lines of a key came from several tasks, in any order
     */
    static void join(Path directory, Path target, String header, boolean sorted) throws IOException {
        Files.writeString(target, header + "\n");
        for (Path part : parts(directory)) {
            List<String> lines = Files.readAllLines(part);
            Files.write(target, sorted ? lines.stream().sorted().toList() : lines, StandardOpenOption.APPEND);
        }
    }

    private static List<Path> parts(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    /** Names files by the key's bytes, since a key may be anything, in an order that is that of the bytes. */
    private static String fileName(String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        String name = HexFormat.of().formatHex(bytes, 0, Math.min(LONGEST_NAME, bytes.length));
        return bytes.length <= LONGEST_NAME
                ? name
                : name + "-" + HexFormat.of().formatHex(Sha256.digest().digest(bytes));
    }

    private final class Writer implements SinkWriter<T> {

        private final Map<String, StringBuilder> buffers = new HashMap<>();
        private int held;

        @Override
        public void write(T message, Context context) {
            String owner = key.apply(message);
            StringBuilder buffer = buffers.computeIfAbsent(owner, none -> new StringBuilder());
            String row = line.apply(message);
            buffer.append(row).append('\n');
            held += row.length() + 1;
            if (held >= BUFFERED_IN_ALL) {
                flush(false);
            } else if (buffer.length() >= BUFFERED) {
                append(owner, buffer);
                held -= buffer.length();
                buffer.setLength(0);
            }
        }

        @Override
        public void flush(boolean endOfInput) {
            buffers.forEach(this::append);
            buffers.clear();
            held = 0;
        }

        @Override
        public void close() {}

        private void append(String owner, StringBuilder buffer) {
            try {
                Files.writeString(
                        Path.of(directory, fileName(owner)),
                        buffer,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException("the output cannot be written", e);
            }
        }
    }
}
