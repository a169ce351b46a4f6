package dev.fleetshadow.agent;

import java.io.DataInput;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** Writes entries so that one that was cut off by a crash is noticed: each goes with its length and its checksum. */
final class Frames {

    /** Length and checksum. */
    static final int HEADER = 2 * Integer.BYTES;

    /** More than any report or outcome has. */
    static final int LARGEST = 4 << 20;

    private Frames() {}

    /** Returns when the entry is on disk. */
    static void append(FileChannel file, byte[] entry) throws IOException {
        write(file, entry);
        file.force(false);
    }

    /** Without waiting for the disk. */
    static void write(FileChannel file, byte[] entry) throws IOException {
        ByteBuffer frame = frame(entry);
        while (frame.hasRemaining()) {
            file.write(frame);
        }
    }

    /** Puts one entry in the place of a whole file, or leaves the file as it was. */
    static void replace(Path path, byte[] entry) throws IOException {
        Path next = path.resolveSibling(path.getFileName() + ".next");
        try (FileChannel file = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            append(file, entry);
        }
        moveInto(next, path);
    }

    static void moveInto(Path next, Path path) throws IOException {
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        // The name is on disk only when its directory is.
        try (FileChannel directory = FileChannel.open(path.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    /** The next entry, or {@code null} at the end or where the rest is no whole entry; then the file is left there. */
    static byte[] read(RandomAccessFile file) throws IOException {
        long at = file.getFilePointer();
        byte[] entry = whole(file, file.length() - at - HEADER);
        if (entry == null) {
            file.seek(at);
        }
        return entry;
    }

    private static byte[] whole(DataInput file, long left) throws IOException {
        if (left < 0) {
            return null;
        }
        try {
            int length = file.readInt();
            int checksum = file.readInt();
            // Zeros, as a crash of the machine may leave them behind the end, are no entry: none is empty.
            if (length <= 0 || length > LARGEST || length > left) {
                return null;
            }
            byte[] entry = new byte[length];
            file.readFully(entry);
            return checksum(entry) == checksum ? entry : null;
        } catch (EOFException cutOff) {
            return null;
        }
    }

    private static ByteBuffer frame(byte[] entry) {
        if (entry.length > LARGEST) {
            throw new IllegalArgumentException("an entry has " + entry.length + " bytes, at most " + LARGEST);
        }
        return ByteBuffer.allocate(HEADER + entry.length)
                .putInt(entry.length)
                .putInt(checksum(entry))
                .put(entry)
                .flip();
    }

    private static int checksum(byte[] entry) {
        CRC32C checksum = new CRC32C();
        checksum.update(entry);
        return (int) checksum.getValue();
    }
}
