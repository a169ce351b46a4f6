package dev.fleetshadow.endpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Knows up to where an agent has dealt with each partition of its commands, so that its next life begins there: behind all
 * that is answered, and before the first command that is not.
 *
 * <p>A file of the agent's own and no consumer group: every agent reads the one partition of its key, and a group for each
 * would cost the brokers more than all of its commands.
 */
public final class Positions {

    private final Path file;
    private final Map<Integer, Long> next = new TreeMap<>();
    private final Map<Integer, TreeMap<Long, Integer>> open = new HashMap<>();
    private Map<Integer, Long> saved = Map.of();

    private Positions(Path file) {
        this.file = file;
    }

    public static Positions open(Path file) throws IOException {
        Positions positions = new Positions(file);
        if (Files.exists(file)) {
            Properties stored = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                stored.load(reader);
                for (String partition : stored.stringPropertyNames()) {
                    positions.next.put(Integer.valueOf(partition), Long.valueOf(stored.getProperty(partition)));
                }
            } catch (IllegalArgumentException e) {
                throw new IOException(file + " cannot be read; remove it to begin at the end of the topic", e);
            }
            positions.saved = Map.copyOf(positions.next);
        }
        return positions;
    }

    /** Where to go on in each partition that was read before. */
    synchronized Map<Integer, Long> begin() {
        return Map.copyOf(next);
    }

    /** All before this was read. */
    synchronized void reached(int partition, long offset) {
        next.put(partition, offset);
    }

    /** There is a command here that has no answer yet; who reads it again opens it again. */
    synchronized void opened(int partition, long offset) {
        open.computeIfAbsent(partition, none -> new TreeMap<>()).merge(offset, 1, Integer::sum);
    }

    /** The command here has its answer. */
    synchronized void closed(int partition, long offset) {
        open.getOrDefault(partition, new TreeMap<>())
                .computeIfPresent(offset, (at, times) -> times == 1 ? null : times - 1);
    }

    /** Writes down what changed. */
    public synchronized void save() throws IOException {
        Map<Integer, Long> safe = safe();
        if (safe.equals(saved)) {
            return;
        }
        List<String> lines = safe.entrySet().stream()
                .map(at -> at.getKey() + "=" + at.getValue())
                .toList();
        Path written = file.resolveSibling(file.getFileName() + ".next");
        Files.write(written, lines);
        try (var channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        saved = safe;
    }

    private Map<Integer, Long> safe() {
        Map<Integer, Long> safe = new TreeMap<>(next);
        open.forEach((partition, offsets) -> {
            if (!offsets.isEmpty()) {
                safe.merge(partition, offsets.firstKey(), Math::min);
            }
        });
        return safe;
    }
}
