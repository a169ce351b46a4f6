package dev.fleetshadow.backtest;

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
 * <p>Lines are gathered up to {@value #BUFFERED} characters a key, and no file stays open.
 */
record KeyedLines<T>(String directory, Part<T> key, Part<T> line) implements Sink<T> {

    private static final long serialVersionUID = 1L;
    private static final int BUFFERED = 16_384;

    /** A function that can be sent to the cluster. */
    @FunctionalInterface
    interface Part<T> extends Function<T, String>, Serializable {}

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        Files.createDirectories(Path.of(directory));
        return new Writer();
    }

    /** Puts the files together, under a header, in the order of their keys; nothing was written if there is none. */
    static void join(Path directory, Path target, String header) throws IOException {
        Files.writeString(target, header + "\n");
        for (Path part : parts(directory)) {
            Files.write(target, Files.readAllBytes(part), StandardOpenOption.APPEND);
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
        return HexFormat.of().formatHex(key.getBytes(StandardCharsets.UTF_8));
    }

    private final class Writer implements SinkWriter<T> {

        private final Map<String, StringBuilder> buffers = new HashMap<>();

        @Override
        public void write(T message, Context context) {
            String owner = key.apply(message);
            StringBuilder buffer = buffers.computeIfAbsent(owner, none -> new StringBuilder());
            buffer.append(line.apply(message)).append('\n');
            if (buffer.length() >= BUFFERED) {
                append(owner, buffer);
                buffer.setLength(0);
            }
        }

        @Override
        public void flush(boolean endOfInput) {
            buffers.forEach(this::append);
            buffers.clear();
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
