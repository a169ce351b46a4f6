package dev.fleetshadow.backtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;
import org.apache.flink.util.ShutdownHookUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes sure that what is as large as the history is gone at the end, also when the process is interrupted. */
final class ScratchDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ScratchDirectory.class);

    /** An interrupted job goes on to write, and a directory that was written to meanwhile is not deleted. */
    private static final int ATTEMPTS = 100;

    private final Path path;
    private final Thread atShutdown;

    private ScratchDirectory(Path path) {
        this.path = path;
        this.atShutdown = ShutdownHookUtil.addShutdownHook(this::delete, path.toString(), LOG);
    }

    static ScratchDirectory create(String prefix) throws IOException {
        return new ScratchDirectory(Files.createTempDirectory(prefix));
    }

    Path path() {
        return path;
    }

    /** Deletes the directory as far as the file system lets it; nothing happens if it has gone already. */
    @Override
    public void close() {
        ShutdownHookUtil.removeShutdownHook(atShutdown, path.toString(), LOG);
        delete();
    }

    private void delete() {
        for (int i = 0; i < ATTEMPTS && Files.exists(path); i++) {
            FileUtils.deleteDirectoryQuietly(path.toFile());
        }
    }
}
