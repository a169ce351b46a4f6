package dev.fleetshadow.forecast;

import java.util.Random;
import java.util.function.IntToDoubleFunction;

/** Series of which the best forecaster is known. */
final class Series {

    private Series() {}

    static IntToDoubleFunction noise(long seed) {
        Random random = new Random(seed);
        return i -> 50 + random.nextGaussian();
    }

    static IntToDoubleFunction walk(long seed) {
        Random random = new Random(seed);
        double[] value = {0};
        return i -> value[0] += random.nextGaussian();
    }

    /** Swings with a period of about seven records, which only a regression on several values can follow. */
    static IntToDoubleFunction swinging(long seed) {
        Random random = new Random(seed);
        double[] lag = {0, 0};
        return i -> {
            double value = 1.2 * lag[0] - 0.9 * lag[1] + random.nextGaussian();
            lag[1] = lag[0];
            lag[0] = value;
            return 20 + value;
        };
    }

    /** Finite, and nothing else can be said of it. */
    static IntToDoubleFunction hostile(long seed) {
        Random random = new Random(seed);
        return i -> switch (random.nextInt(6)) {
            case 0 -> 0;
            case 1 -> 1e100 * random.nextGaussian();
            case 2 -> 1e-300;
            case 3 -> -1e38;
            default -> random.nextGaussian();
        };
    }

    /** A day's wave of amplitude 10 at a record a minute, with a little noise. */
    static IntToDoubleFunction daily(long seed) {
        Random random = new Random(seed);
        return i -> 30 + 10 * Math.sin(2 * Math.PI * i / Learner.RECORDS_PER_DAY) + 0.3 * random.nextGaussian();
    }
}
