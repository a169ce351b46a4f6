package dev.fleetshadow.bench;

import java.io.Serializable;
import java.util.SplittableRandom;

/**
 * Decides which resources are unwell, and since when: all that a generated report depends on.
 *
 * @param resources in the fleet
 * @param stormAt the step in which the first of the unwell ones falls, or negative: then the same share is unwell at any
 *     time, each resource in its turn
 * @param stormSteps within so many steps all of them have fallen
 * @param share 0..1 of the resources
 */
record Trouble(int resources, long stormAt, long stormSteps, double share) implements Serializable {

    /** Reports of one episode. */
    static final int EPISODE = 120;

    /** Reports without any trouble before the first step. */
    static final int LONG_AGO = 100_000;

    static Trouble inTurn(int resources, double share) {
        return new Trouble(resources, -1, 0, share);
    }

    static Trouble storm(int resources, double share, long stormAt, long stormSteps) {
        return new Trouble(resources, stormAt, stormSteps, share);
    }

    /** Steps since it fell ill, this one included; zero or less if it is calm: minus the calm reports in a row, this included. */
    long illFor(int resource, long step) {
        long lot = new SplittableRandom(resource).nextLong(Integer.MAX_VALUE);
        if (stormAt < 0) {
            long period = Math.round(EPISODE / share);
            long phase = Math.floorMod(step + lot, period);
            return phase < EPISODE ? phase + 1 : EPISODE - phase - 1;
        }
        boolean struck = Math.floor((resource + 1) * share) > Math.floor(resource * share);
        long fallsAt = stormAt + lot % stormSteps;
        return struck && step >= fallsAt ? step - fallsAt + 1 : -(step + LONG_AGO);
    }
}
