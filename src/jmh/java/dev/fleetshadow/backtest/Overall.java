package dev.fleetshadow.backtest;

import java.util.Arrays;
import java.util.Locale;

/** How one score is made of the sigmas of all metrics. */
enum Overall {
    MEAN {
        @Override
        double of(double[] sigmas) {
            return Arrays.stream(sigmas)
                    .map(sigma -> Math.min(sigma, MOST_SIGMAS))
                    .average()
                    .orElse(0);
        }
    },
    MAX {
        @Override
        double of(double[] sigmas) {
            return Arrays.stream(sigmas).max().orElse(0);
        }
    };

    /** A single metric must not decide a mean. */
    private static final double MOST_SIGMAS = 20;

    /** Of absolute sigmas; a missing metric has none. */
    abstract double of(double[] sigmas);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
