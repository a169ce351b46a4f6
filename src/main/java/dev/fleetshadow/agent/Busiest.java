package dev.fleetshadow.agent;

import java.util.OptionalDouble;

/** Finds the largest of what several devices do. */
final class Busiest {

    private double most = Double.NaN;

    /** Whether it is the largest so far. */
    boolean see(OptionalDouble value) {
        if (value.isPresent() && !(most >= value.getAsDouble())) {
            most = value.getAsDouble();
            return true;
        }
        return false;
    }

    /** Nothing, where nothing is known of any device. */
    void put(Round round, String metric) {
        if (!Double.isNaN(most)) {
            round.put(metric, most);
        }
    }
}
