package dev.fleetshadow.action;

import java.io.Serializable;
import java.util.List;

/**
 * What to try against one failure mode, in order, before a person is called.
 *
 * @param failureMode id of the failure mode
 * @param steps tried one after the other; none means: call a person at once
 * @param mode how much of it may happen by itself, or {@code null} for the mode of the job
 */
public record Playbook(String failureMode, List<PlaybookStep> steps, Mode mode) implements Serializable {

    public Playbook {
        steps = List.copyOf(steps);
    }
}
