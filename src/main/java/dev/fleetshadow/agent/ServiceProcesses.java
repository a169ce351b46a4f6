package dev.fleetshadow.agent;

import dev.fleetshadow.settings.WatchedService;
import dev.fleetshadow.telemetry.Glob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
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

    private static final int MOST_CHARACTERS = 128 << 10;

    private final Path proc;
    private final Units units;
    private List<ProcessHandle> all;

    ServiceProcesses(Path proc, Path cgroups) {
        this.proc = proc;
        this.units = new Units(cgroups);
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
            case EXECUTABLE -> matching(service.glob(), this::executable);
            case COMMAND_LINE -> matching(service.glob(), this::commandLines);
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
        if (!text.matches("(\\d{1,9}(\\s+|$))*")) {
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

    /** A unit may have groups of its own for its processes, and none in its own. */
    private Stream<Integer> unit(String name) throws IOException {
        Set<Integer> pids = new TreeSet<>();
        for (Path group : units.groups(name)) {
            numbers(group.resolve("cgroup.procs")).forEach(pids::add);
        }
        return pids.stream();
    }

    /** Only its owner and root are told what a process executes; what it was called with is told to everybody. */
    private List<String> executable(ProcessHandle process) {
        return process.info()
                .command()
                .map(List::of)
                .orElseGet(() -> arguments(process).stream().limit(1).toList());
    }

    /** With the program as it was called, and as it is; Java tells only the first page of what is longer. */
    private List<String> commandLines(ProcessHandle process) {
        return Stream.concat(Stream.of(String.join(" ", arguments(process))), process.info().commandLine().stream())
                .toList();
    }

    private List<String> arguments(ProcessHandle process) {
        Path file = proc.resolve(Long.toString(process.pid())).resolve("cmdline");
        try (InputStream in = Files.newInputStream(file)) {
            return List.of(new String(in.readNBytes(MOST_CHARACTERS), StandardCharsets.UTF_8).split("\0"));
        } catch (IOException gone) {
            return List.of();
        }
    }

    private Set<Integer> matching(Glob glob, Function<ProcessHandle, List<String>> tells) {
        if (all == null) {
            long own = ProcessHandle.current().pid();
            all = ProcessHandle.allProcesses()
                    .filter(process -> process.pid() != own)
                    .toList();
        }
        return all.stream()
                .filter(process -> tells.apply(process).stream().anyMatch(glob::matches))
                .map(process -> (int) process.pid())
                .sorted()
                .limit(MOST)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
