package dev.fleetshadow.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes that a benchmark has started, and ends. */
final class Children implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final List<Process> started = new ArrayList<>();

    long start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(Redirect.INHERIT)
                .redirectError(Redirect.INHERIT)
                .start();
        started.add(process);
        return process.pid();
    }

    @Override
    public void close() throws InterruptedException {
        started.forEach(Process::destroy);
        for (Process process : started) {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }
}
