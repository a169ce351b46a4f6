package dev.fleetshadow.simulator;

import java.time.Duration;

/** How well the agent of a simulated resource does what it is there for. */
public enum AgentTemper {
    SOUND(Duration.ZERO),
    /** Reads no command and never answers. */
    DEAD(Duration.ZERO),
    /** Reads a command long after it was sent. */
    SLOW(Duration.ofMinutes(12)),
    /** Fails at every other action. */
    CLUMSY(Duration.ZERO);

    private final Duration delay;

    AgentTemper(Duration delay) {
        this.delay = delay;
    }

    Duration delay() {
        return delay;
    }
}
