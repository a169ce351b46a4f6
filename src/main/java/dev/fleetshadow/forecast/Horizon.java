package dev.fleetshadow.forecast;

/**
 * How far ahead a tournament looks, and how often it checks itself.
 *
 * @param steps records ahead, ≥ 1
 * @param every records between two forecasts that are remembered to be judged; divides {@code steps}
 */
record Horizon(int steps, int every) {

    Horizon {
        if (steps < 1 || every < 1 || steps % every != 0) {
            throw new IllegalArgumentException("%d steps cannot be checked every %d".formatted(steps, every));
        }
    }

    /** Forecasts under way at a time; the one for the next record is made again instead of being remembered. */
    int pending() {
        return steps == 1 ? 0 : steps / every;
    }
}
