package dev.fleetshadow.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Sees to it that one agent at a time uses a directory: two would carry out every command twice. */
record Lock(FileChannel file, FileLock held) implements AutoCloseable {

    static Lock of(Path directory) throws IOException {
        Files.createDirectories(directory);
        FileChannel file =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock held = file.tryLock();
            if (held != null) {
                return new Lock(file, held);
            }
        } catch (OverlappingFileLockException e) {
            // Another agent in this process.
        }
        file.close();
        throw new IOException("another agent uses %s; stop it, or write another directory".formatted(directory));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
