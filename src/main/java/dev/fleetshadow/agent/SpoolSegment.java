package dev.fleetshadow.agent;

import dev.fleetshadow.endpoint.Letter;
import dev.fleetshadow.endpoint.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One file of the buffer: letters behind each other, of which only the last can be cut off. */
final class SpoolSegment {

    private static final Logger LOG = LoggerFactory.getLogger(SpoolSegment.class);
    private static final String SUFFIX = ".segment";

    /** A letter, and where the next one begins. */
    record Kept(Letter letter, long segment, long end) {}

    final long number;
    final Path path;
    /** Of whole entries. */
    long bytes;

    int entries;
    boolean damaged;

    SpoolSegment(Path directory, long number) {
        this.number = number;
        this.path = directory.resolve("%016d%s".formatted(number, SUFFIX));
    }

    /** Numbers of the segments there are, the oldest first. */
    static List<Long> numbers(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d{16}\\" + SUFFIX))
                    .map(name -> Long.parseLong(name.substring(0, name.length() - SUFFIX.length())))
                    .sorted()
                    .toList();
        }
    }

    /** Finds out what is in a file of before; returns how many letters end at or before {@code until}. */
    int recover(long until) throws IOException {
        int before = 0;
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            while (Frames.read(file) != null) {
                entries++;
                before += file.getFilePointer() <= until ? 1 : 0;
            }
            bytes = file.getFilePointer();
            damaged = bytes < file.length();
            if (damaged) {
                LOG.warn(
                        "The last {} bytes of {} are no whole record and skipped.",
                        file.length() - bytes,
                        path.getFileName());
                file.setLength(bytes);
            }
        }
        return before;
    }

    /** Adds letters from a place on until there are {@code most}, or {@code mostBytes}; returns how many bytes they have. */
    long read(long from, List<Kept> kept, int most, long mostBytes) throws IOException {
        long taken = 0;
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            file.seek(from);
            while (kept.size() < most && taken < mostBytes && file.getFilePointer() < bytes) {
                byte[] entry = Frames.read(file);
                if (entry == null) {
                    throw new IOException(path + " was changed by something else");
                }
                taken += entry.length;
                kept.add(new Kept(letter(entry), number, file.getFilePointer()));
            }
        }
        return taken;
    }

    static byte[] entry(Letter letter) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(letter.value().length + 32);
        DataOutputStream entry = new DataOutputStream(bytes);
        entry.writeUTF(letter.topic().name());
        entry.writeUTF(letter.at().toString());
        entry.write(letter.value());
        return bytes.toByteArray();
    }

    private static Letter letter(byte[] bytes) throws IOException {
        DataInputStream entry = new DataInputStream(new ByteArrayInputStream(bytes));
        Topic topic = Topic.valueOf(entry.readUTF());
        Instant at = Instant.parse(entry.readUTF());
        return new Letter(topic, at, entry.readAllBytes());
    }
}
