package dev.fleetshadow.action;

import dev.fleetshadow.telemetry.Glob;
import java.io.Serializable;
import java.util.List;

/**
 * What to try against one failure mode on some kinds of resources before a person is called.
 *
 * @param failureMode id of the failure mode
 * @param kinds of resources it is for
 * @param scoreBelow nothing is tried while the score is at or above this; {@code NaN} asks nothing
 * @param steps tried one after the other, each once; none means: call a person at once
 * @param mostAttempts no more steps than this are tried in one episode
 * @param mode how much of it may happen by itself, or {@code null} for the mode of the resource
 */
public record Playbook(
        String failureMode,
        List<Glob> kinds,
        double scoreBelow,
        List<PlaybookStep> steps,
        Selection selection,
        int mostAttempts,
        Mode mode)
        implements Serializable {

    public Playbook {
        kinds = List.copyOf(kinds);
        steps = List.copyOf(steps);
    }

    public boolean isFor(String mode, String kind) {
        return failureMode.equals(mode) && kinds.stream().anyMatch(glob -> glob.matches(kind));
    }
}
