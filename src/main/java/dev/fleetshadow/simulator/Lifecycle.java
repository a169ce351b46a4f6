package dev.fleetshadow.simulator;

import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Says in which phase of its life a resource is: running, except where something else was planned for it. */
final class Lifecycle {

    private final Deque<Phase> ahead = new ArrayDeque<>();

    private record Phase(ResourceStatus status, Instant until) {}

    /** Begins a phase at {@code now}, or after the phases that were planned before. */
    void then(ResourceStatus status, Duration lasts, Instant now) {
        forget(now);
        Instant from = ahead.isEmpty() ? now : ahead.getLast().until();
        ahead.add(new Phase(status, from.plus(lasts)));
    }

    ResourceStatus status(Instant at) {
        forget(at);
        return ahead.isEmpty() ? ResourceStatus.RUNNING : ahead.element().status();
    }

    private void forget(Instant passed) {
        while (!ahead.isEmpty() && !ahead.element().until().isAfter(passed)) {
            ahead.remove();
        }
    }
}
