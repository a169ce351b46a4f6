package dev.fleetshadow.settings;

import dev.fleetshadow.telemetry.Glob;

/**
 * Says by what an agent knows the processes of a service.
 *
 * @param by which of the ways
 * @param value a path, a unit or a glob
 * @param memoryLimit bytes it may have; 0 if only the machine limits it
 * @param critical whether the resource has failed while the service does not run, and is not only degraded
 */
public record WatchedService(String name, By by, String value, long memoryLimit, boolean critical) {

    /** The ways to know a process, by their names in the configuration. */
    public enum By {
        PID_FILE,
        UNIT,
        EXECUTABLE,
        COMMAND_LINE
    }

    /** What names or command lines have to match. */
    public Glob glob() {
        return Glob.of(value);
    }
}
