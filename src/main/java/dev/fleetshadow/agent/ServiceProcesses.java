package dev.fleetshadow.agent;

import dev.fleetshadow.settings.WatchedService;
import dev.fleetshadow.telemetry.Glob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the processes of services. All processes of the machine are listed at most once a round, and only for a service that
 * is known by what it executes.
 */
final class ServiceProcesses {

    /** More than any one service should have; of more the first by number are watched. */
    static final int MOST = 200;

    private static final int BYTES_OF_A_PID = 8;

    /** Where units have their processes: of the unified hierarchy, and of the one before it. */
    private static final List<String> SLICES = List.of("system.slice", "systemd/system.slice");

    private final Path cgroups;
    private List<ProcessHandle> all;

    ServiceProcesses(Path cgroups) {
        this.cgroups = cgroups;
    }

    /** What was listed is old from now on. */
    void nextRound() {
        all = null;
    }

    /** Process ids in their order; none if the service does not run. */
    Set<Integer> of(WatchedService service) throws IOException {
        return switch (service.by()) {
            case PID_FILE -> alive(numbers(Path.of(service.value())));
            case UNIT -> alive(unit(service.value()));
            case EXECUTABLE ->
                matching(service.glob(), process -> process.info().command());
            case COMMAND_LINE ->
                matching(service.glob(), process -> process.info().commandLine());
        };
    }

    private static Set<Integer> alive(Stream<Integer> pids) {
        return pids.filter(pid ->
                        ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent())
                .limit(MOST)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a file says that is there; one that is not says that nothing runs. */
    private static Stream<Integer> numbers(Path file) throws IOException {
        if (Files.notExists(file)) {
            return Stream.of();
        }
        String text = firstCharacters(file).strip();
        if (!text.matches("[\\d\\s]*")) {
            throw new IOException(file + " holds no process ids");
        }
        return text.isEmpty() ? Stream.of() : Stream.of(text.split("\\s+", -1)).map(Integer::valueOf);
    }

    /** As many as the most processes have. */
    private static String firstCharacters(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MOST * BYTES_OF_A_PID), StandardCharsets.US_ASCII);
            // The last number may have been cut.
            return text.length() < MOST * BYTES_OF_A_PID ? text : text.substring(0, text.lastIndexOf('\n') + 1);
        }
    }

    private Stream<Integer> unit(String name) throws IOException {
        Optional<Path> directory = SLICES.stream()
                .map(slice -> cgroups.resolve(slice).resolve(name))
                .filter(Files::isDirectory)
                .findFirst();
        return directory.isEmpty() ? Stream.of() : numbers(directory.get().resolve("cgroup.procs"));
    }

    /** What a process tells of itself to its owner and to root; of others' nothing matches. */
    @FunctionalInterface
    private interface Tells {
        Optional<String> of(ProcessHandle process);
    }

    private Set<Integer> matching(Glob glob, Tells tells) {
        if (all == null) {
            long own = ProcessHandle.current().pid();
            all = ProcessHandle.allProcesses()
                    .filter(process -> process.pid() != own)
                    .toList();
        }
        return all.stream()
                .filter(process -> tells.of(process).filter(glob::matches).isPresent())
                .map(process -> (int) process.pid())
                .sorted()
                .limit(MOST)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
