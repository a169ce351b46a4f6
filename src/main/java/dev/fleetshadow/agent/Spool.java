package dev.fleetshadow.agent;

import dev.fleetshadow.agent.SpoolSegment.Kept;
import dev.fleetshadow.endpoint.Letter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is to be sent on disk until the broker has it, oldest first, and within a limit: beyond it the oldest goes, a
 * segment at a time, and is counted.
 *
 * <p>After a crash at any moment everything appended is still there; what the broker had acknowledged last may be sent once
 * more. A letter that was being written is skipped.
 */
final class Spool implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final String CURSOR = "cursor";
    private static final int SEGMENTS = 16;
    private static final long LARGEST_SEGMENT = 1 << 20;

    private final Path directory;
    private final long mostBytes;
    private final long segmentBytes;
    private final Deque<SpoolSegment> segments = new ArrayDeque<>();
    private FileChannel last;
    private long newest;
    /** Within the first segment. */
    private long read;

    private int readEntries;
    private long bytes;
    private long waiting;
    private long dropped;
    private boolean ended;

    private Spool(Path directory, long mostBytes) {
        this.directory = directory;
        this.mostBytes = mostBytes;
        this.segmentBytes = Math.max(1, Math.min(LARGEST_SEGMENT, mostBytes / SEGMENTS));
    }

    static Spool open(Path directory, long mostBytes) throws IOException {
        Files.createDirectories(directory);
        Spool spool = new Spool(directory, mostBytes);
        spool.recover();
        return spool;
    }

    /** Returns when it is on disk. */
    synchronized void append(Letter letter) throws IOException {
        byte[] entry = SpoolSegment.entry(letter);
        long size = (long) entry.length + Frames.HEADER;
        if (size > mostBytes || entry.length > Frames.LARGEST) {
            dropped++;
            LOG.warn("A record of {} bytes is larger than the buffer and dropped.", entry.length);
            return;
        }
        if (last == null || segments.getLast().bytes >= segmentBytes) {
            begin();
        }
        makeRoom(size);
        long before = last.position();
        try {
            Frames.append(last, entry);
        } catch (IOException e) {
            // Half an entry would hide all that comes after it.
            last.truncate(before);
            throw e;
        }
        segments.getLast().bytes += size;
        segments.getLast().entries++;
        bytes += size;
        waiting++;
        notifyAll();
    }

    /** What was not acknowledged yet, oldest first; waits until there is something or the buffer is ended. */
    synchronized List<Kept> take(int most, long mostBytes) throws IOException, InterruptedException {
        while (waiting == 0 && !ended) {
            wait();
        }
        List<Kept> kept = new ArrayList<>();
        long left = mostBytes;
        long from = read;
        for (SpoolSegment segment : segments) {
            left -= segment.read(from, kept, most, left);
            from = 0;
        }
        return kept;
    }

    /** The broker has these, which are the oldest, in their order. */
    synchronized void acknowledge(List<Kept> delivered) throws IOException {
        for (Kept kept : delivered) {
            while (!segments.isEmpty() && segments.getFirst().number < kept.segment()) {
                forgetFirst();
            }
            boolean there = !segments.isEmpty() && segments.getFirst().number == kept.segment();
            if (there && kept.end() > read) {
                read = kept.end();
                readEntries++;
                waiting--;
            }
        }
        if (waiting == 0 && !segments.isEmpty() && segments.getLast().bytes >= segmentBytes) {
            closeLast();
            while (!segments.isEmpty()) {
                forgetFirst();
            }
        }
        remember();
    }

    /** How many letters wait. */
    synchronized long waiting() {
        return waiting;
    }

    /** How many letters were given up since it was opened. */
    synchronized long dropped() {
        return dropped;
    }

    /** Says that a letter was given up before it came here, or after. */
    synchronized void countDropped() {
        dropped++;
    }

    /** Nobody has to wait for letters any longer. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean ended() {
        return ended;
    }

    @Override
    public synchronized void close() throws IOException {
        end();
        closeLast();
    }

    private void makeRoom(long size) throws IOException {
        while (bytes + size > mostBytes) {
            if (segments.size() == 1) {
                begin();
            }
            int lost = segments.getFirst().entries - readEntries;
            forgetFirst();
            waiting -= lost;
            dropped += lost;
            remember();
            if (lost > 0) {
                LOG.warn("The buffer is full: the {} oldest records are dropped.", lost);
            }
        }
    }

    private void begin() throws IOException {
        closeLast();
        SpoolSegment segment = new SpoolSegment(directory, ++newest);
        last = FileChannel.open(segment.path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        segments.addLast(segment);
    }

    private void closeLast() throws IOException {
        if (last != null) {
            last.close();
            last = null;
        }
    }

    private void forgetFirst() throws IOException {
        SpoolSegment first = segments.removeFirst();
        Files.deleteIfExists(first.path);
        bytes -= first.bytes;
        read = 0;
        readEntries = 0;
    }

    /** Not forced to disk: what is lost of it is only sent again. */
    private void remember() throws IOException {
        long segment = segments.isEmpty() ? newest + 1 : segments.getFirst().number;
        ByteBuffer cursor = ByteBuffer.allocate(2 * Long.BYTES).putLong(segment).putLong(read);
        Path next = directory.resolve(CURSOR + ".next");
        Files.write(next, cursor.array());
        Files.move(
                next, directory.resolve(CURSOR), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void recover() throws IOException {
        Path file = directory.resolve(CURSOR);
        byte[] cursor = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        ByteBuffer stored = ByteBuffer.wrap(cursor.length == 2 * Long.BYTES ? cursor : new byte[2 * Long.BYTES]);
        long first = stored.getLong();
        long at = stored.getLong();
        newest = Math.max(0, first - 1);
        for (long number : SpoolSegment.numbers(directory)) {
            newest = Math.max(newest, number);
            SpoolSegment segment = new SpoolSegment(directory, number);
            if (number < first) {
                Files.delete(segment.path);
                continue;
            }
            int before = segment.recover(number == first ? at : 0);
            dropped += segment.damaged ? 1 : 0;
            if (segment.entries == 0) {
                Files.delete(segment.path);
                continue;
            }
            if (segments.isEmpty()) {
                readEntries = before;
                read = number == first ? Math.min(at, segment.bytes) : 0;
            }
            segments.addLast(segment);
            bytes += segment.bytes;
            waiting += segment.entries - before;
        }
        if (waiting > 0) {
            LOG.info("{} records of before are still to be sent.", waiting);
        }
    }
}
