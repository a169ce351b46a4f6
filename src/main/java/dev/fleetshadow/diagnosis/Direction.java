package dev.fleetshadow.diagnosis;

/** On which side of its expectation a metric has to lie. */
public enum Direction {
    UP,
    DOWN,
    ANY;

    boolean accepts(double sigmas) {
        return switch (this) {
            case UP -> sigmas > 0;
            case DOWN -> sigmas < 0;
            case ANY -> true;
        };
    }
}
