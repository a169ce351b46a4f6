package dev.fleetshadow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A service of this machine with a pid file and a program that starts it anew. */
final class LocalService implements AutoCloseable {

    private static final int MEGABYTES_AT_MOST = 440;

    private static final int MEGABYTES_AT_FIRST = 80;
    private static final int MEGABYTES_A_SECOND = 4;

    private final Path pidFile;
    private final Path leakFile;
    private final Path program;

    private LocalService(Path directory, String name) {
        pidFile = directory.resolve(name + ".pid");
        leakFile = directory.resolve(name + ".leak");
        program = directory.resolve("restart-" + name);
    }

    static LocalService start(Path directory, String name) throws IOException, InterruptedException {
        LocalService service = new LocalService(directory, name);
        Files.writeString(service.program, service.restart());
        Files.setPosixFilePermissions(service.program, PosixFilePermissions.fromString("rwx------"));
        Process starting =
                new ProcessBuilder(service.program.toString(), name).inheritIO().start();
        if (!starting.waitFor(10, TimeUnit.SECONDS) || starting.exitValue() != 0) {
            throw new AssertionError("the service does not start");
        }
        return service;
    }

    private String restart() {
        return """
                #!/bin/bash
                set -eu
                if [[ -f %1$s ]]; then
                  kill "$(<%1$s)" 2>/dev/null || true
                fi
                %2$s/bin/java -Xmx16m -XX:MaxDirectMemorySize=%3$dm -XX:+UseSerialGC -cp target/test-classes dev.fleetshadow.LeakingService \\
                  %4$s %5$d %6$d %7$d </dev/null >/dev/null 2>&1 &
                echo $! >%1$s
                echo "restarted $1"
                """.formatted(
                        pidFile,
                        System.getProperty("java.home"),
                        2 * MEGABYTES_AT_MOST,
                        leakFile,
                        MEGABYTES_AT_FIRST,
                        MEGABYTES_A_SECOND,
                        MEGABYTES_AT_MOST)
                .replace(
                        "target/test-classes",
                        Path.of("target/test-classes").toAbsolutePath().toString());
    }

    Path pidFile() {
        return pidFile;
    }

    Path restartProgram() {
        return program;
    }

    long pid() throws IOException {
        return Long.parseLong(Files.readString(pidFile).strip());
    }

    /** From now on it needs more and more memory. */
    void leak() throws IOException {
        Files.createFile(leakFile);
    }

    @Override
    public void close() throws IOException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid());
        process.ifPresent(ProcessHandle::destroy);
    }
}
