package dev.fleetshadow.agent;

import java.io.IOException;
import java.nio.file.Path;

/**
 * All that an agent keeps on disk for its next life.
 *
 * @param spool what is still to be sent
 * @param journal which commands were begun, and what came of them
 */
record Stores(Spool spool, Journal journal) implements AutoCloseable {

    static Stores open(Path directory, long bufferBytes) throws IOException {
        Journal journal = Journal.open(directory.resolve("commands"));
        try {
            return new Stores(Spool.open(directory.resolve("buffer"), bufferBytes), journal);
        } catch (IOException e) {
            journal.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        try (journal) {
            spool.close();
        }
    }
}
