package dev.fleetshadow.agent;

import dev.fleetshadow.action.AllowedAction;
import dev.fleetshadow.action.CommandState;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs one program as an argument vector: no shell, no input, nothing of the agent's environment, and not for longer than it
 * is allowed to.
 *
 * <p>What it has started ends with it when it takes too long: its descendants, and those that have left the family but still
 * carry the command's id in their environment.
 */
final class ActionRun {

    /** Variable with the id of the command, for the program and for whoever has to find its children. */
    static final String MARK = "FLEET_SHADOW_COMMAND";

    private static final int DETAIL = 1800;
    private static final int DESCENDANT_ROUNDS = 5;
    private static final long GLANCE_MILLIS = 50;
    private static final int LAST_GLANCES = 5;

    /** What came of it. */
    record Ended(CommandState state, String detail) {}

    private final AllowedAction action;
    private final List<String> arguments;
    private final String commandId;

    ActionRun(AllowedAction action, List<String> arguments, String commandId) {
        this.action = action;
        this.arguments = arguments;
        this.commandId = commandId;
    }

    /** Returns when the program has ended, or was ended; interrupted, it ends it as well. */
    Ended run() throws InterruptedException {
        Optional<Path> program = program(arguments.get(0), action.environment().getOrDefault("PATH", ""));
        if (program.isEmpty()) {
            return new Ended(CommandState.FAILED, "there is no program " + arguments.get(0));
        }
        Process process;
        try {
            process = start(program.get());
        } catch (IOException e) {
            return new Ended(CommandState.FAILED, "the program could not be started: " + e.getMessage());
        }
        OutputTail output = new OutputTail();
        try {
            return await(process, output);
        } catch (InterruptedException stopped) {
            end(process);
            throw stopped;
        } finally {
            close(process);
        }
    }

    private Ended await(Process process, OutputTail output) throws InterruptedException {
        long begun = System.nanoTime();
        while (!process.waitFor(GLANCE_MILLIS, TimeUnit.MILLISECONDS)) {
            output.take(process.getInputStream());
            if (System.nanoTime() - begun > action.timeout().toNanos()) {
                end(process);
                output.take(process.getInputStream());
                return timedOut(output);
            }
        }
        // What it printed last may still be on its way; whoever it has started may print for ever.
        for (int glance = 0; glance < LAST_GLANCES; glance++) {
            output.take(process.getInputStream());
            TimeUnit.MILLISECONDS.sleep(GLANCE_MILLIS / LAST_GLANCES);
        }
        return exited(process.exitValue(), output);
    }

    private Process start(Path program) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(arguments)
                .directory(new File(action.directory()))
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.command().set(0, program.toString());
        builder.environment().clear();
        builder.environment().putAll(action.environment());
        builder.environment().put(MARK, commandId);
        return builder.start();
    }

    private static Ended exited(int code, OutputTail output) {
        String end = output.end(DETAIL);
        return code == 0
                ? new Ended(CommandState.SUCCESS, end)
                : new Ended(CommandState.FAILED, "exit code " + code + (end.isEmpty() ? "" : ": " + end));
    }

    private Ended timedOut(OutputTail output) {
        String end = output.end(DETAIL);
        return new Ended(CommandState.TIMED_OUT, "ended after " + action.timeout() + (end.isEmpty() ? "" : ": " + end));
    }

    /** Whoever is started while others are being ended is found in the next round. */
    private void end(Process process) {
        for (int round = 0; round < DESCENDANT_ROUNDS; round++) {
            List<ProcessHandle> family =
                    Stream.concat(process.descendants(), strays()).distinct().toList();
            process.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
            if (round > 0 && family.isEmpty()) {
                return;
            }
        }
    }

    /** On Linux; elsewhere nobody's environment can be read. */
    private Stream<ProcessHandle> strays() {
        byte[] mark = (MARK + "=" + commandId).getBytes(StandardCharsets.UTF_8);
        long own = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != own)
                .filter(process -> carries(Path.of("/proc", Long.toString(process.pid()), "environ"), mark));
    }

    private static boolean carries(Path environment, byte[] mark) {
        try {
            String variables = "\0" + Files.readString(environment, StandardCharsets.ISO_8859_1);
            return variables.contains("\0" + new String(mark, StandardCharsets.ISO_8859_1) + "\0");
        } catch (IOException | SecurityException gone) {
            return false;
        }
    }

    private static void close(Process process) {
        try {
            process.getInputStream().close();
        } catch (IOException e) {
            // Nobody reads it any more.
        }
    }

    /** Looked for on the path of the action and not on the agent's. */
    static Optional<Path> program(String name, String path) {
        Stream<Path> places = name.contains("/")
                ? Stream.of(Path.of(name))
                : Stream.of(path.split(":"))
                        .filter(directory -> !directory.isEmpty())
                        .map(directory -> Path.of(directory, name));
        return places.filter(place -> place.isAbsolute() && Files.isRegularFile(place) && Files.isExecutable(place))
                .findFirst();
    }
}
