package dev.fleetshadow.agent;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers on disk which commands were begun and what came of them, so that after a crash at any moment none is begun again
 * and each has its one answer.
 *
 * <p>Of a command the last word counts. The last {@value #REMEMBERED} are kept, those that have no answer yet in any case;
 * the file is written anew when it has grown to {@value #LARGEST} bytes.
 */
final class Journal implements AutoCloseable {

    static final int REMEMBERED = 256;
    static final long LARGEST = 4 << 20;
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path path;
    private final Map<String, RemediationOutcome> words = new LinkedHashMap<>();
    private FileChannel file;

    private Journal(Path path) {
        this.path = path;
    }

    static Journal open(Path directory) throws IOException {
        Files.createDirectories(directory);
        Journal journal = new Journal(directory.resolve("journal"));
        journal.recover();
        journal.compact();
        return journal;
    }

    /** Returns when it is on disk; what is there already is not written again. */
    synchronized void record(RemediationOutcome word) throws IOException {
        if (word.equals(words.get(word.commandId()))) {
            return;
        }
        if (file.size() >= LARGEST) {
            compact();
        }
        long before = file.size();
        try {
            Frames.append(file, entry(word));
        } catch (IOException e) {
            // Half an entry would hide all that comes after it.
            file.truncate(before);
            throw e;
        }
        keep(word);
    }

    /** The answers there are, the oldest first. */
    synchronized List<RemediationOutcome> answers() {
        return words.values().stream().filter(word -> word.state().closing()).toList();
    }

    /** What was begun and has no answer. */
    synchronized List<RemediationOutcome> unanswered() {
        return words.values().stream().filter(word -> !word.state().closing()).toList();
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private void keep(RemediationOutcome word) {
        words.remove(word.commandId());
        words.put(word.commandId(), word);
        if (words.size() > REMEMBERED) {
            words.values().stream()
                    .filter(kept -> kept.state().closing())
                    .findFirst()
                    .ifPresent(oldest -> words.remove(oldest.commandId()));
        }
    }

    private void recover() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        try (RandomAccessFile stored = new RandomAccessFile(path.toFile(), "r")) {
            for (byte[] entry = Frames.read(stored); entry != null; entry = Frames.read(stored)) {
                keep(word(entry));
            }
            if (stored.getFilePointer() < stored.length()) {
                LOG.warn(
                        "The last {} bytes of the journal are no whole entry and skipped.",
                        stored.length() - stored.getFilePointer());
            }
        }
    }

    private void compact() throws IOException {
        Path next = path.resolveSibling("journal.next");
        FileChannel compacted = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        for (RemediationOutcome word : words.values()) {
            Frames.write(compacted, entry(word));
        }
        compacted.force(false);
        Frames.moveInto(next, path);
        if (file != null) {
            file.close();
        }
        file = compacted;
    }

    private static byte[] entry(RemediationOutcome word) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream entry = new DataOutputStream(bytes);
        entry.writeUTF(word.commandId());
        entry.writeUTF(word.resourceId());
        entry.writeUTF(word.group());
        entry.writeUTF(word.state().name());
        entry.writeUTF(word.at().toString());
        entry.writeUTF(word.detail());
        return bytes.toByteArray();
    }

    private static RemediationOutcome word(byte[] bytes) throws IOException {
        DataInputStream entry = new DataInputStream(new ByteArrayInputStream(bytes));
        return new RemediationOutcome(
                entry.readUTF(),
                entry.readUTF(),
                entry.readUTF(),
                CommandState.valueOf(entry.readUTF()),
                Instant.parse(entry.readUTF()),
                entry.readUTF());
    }
}
