package dev.fleetshadow.cli;

import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** A moment on this process's own clock, which never jumps. */
record Deadline(long nanos) {

    Deadline(Duration fromNow) {
        this(System.nanoTime() + fromNow.toNanos());
    }

    Deadline plus(Duration later) {
        return new Deadline(nanos + later.toNanos());
    }

    /** Zero once it has passed. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    boolean passed() {
        return left().isZero();
    }

    void check(String problem) throws TimeoutException {
        if (passed()) {
            throw new TimeoutException(problem);
        }
    }
}
