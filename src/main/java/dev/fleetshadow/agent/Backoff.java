package dev.fleetshadow.agent;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Waits longer after every failure in a row, and not as long as the neighbours do: agents fail together. */
final class Backoff {

    private static final long LEAST_MILLIS = 1_000;
    private static final long MOST_MILLIS = 60_000;

    private long millis = LEAST_MILLIS;

    void succeeded() {
        millis = LEAST_MILLIS;
    }

    void failed() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis));
        millis = Math.min(MOST_MILLIS, 2 * millis);
    }
}
