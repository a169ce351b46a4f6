package dev.fleetshadow.diagnosis;

/** The ways in which the stages of a failure mode add up over time; fixed, because stored matches refer to them. */
public enum Shape {
    /** One stage holds for a number of reports in a row. */
    SUSTAINED(1),
    /** A first stage holds, and a second one follows within a window. */
    SEQUENCE(2),
    /** One stage is entered a number of times within a window. */
    OSCILLATION(1),
    /** A first stage holds on, and a second one that should follow within a window does not. */
    ABSENCE(2);

    private final int stages;

    Shape(int stages) {
        this.stages = stages;
    }

    /** How many stages a mode of this shape has. */
    public int stages() {
        return stages;
    }

    /** What has to become of the first stage for the failure to be on its way. */
    public Transition begunBy() {
        return switch (this) {
            case SUSTAINED, OSCILLATION -> Transition.ENTERED;
            case SEQUENCE, ABSENCE -> Transition.HELD;
        };
    }

    /** What has to become of the last stage for the failure to be there. */
    public Transition completedBy() {
        return switch (this) {
            case SUSTAINED, SEQUENCE -> Transition.HELD;
            case OSCILLATION -> Transition.ENTERED;
            case ABSENCE -> Transition.OVERDUE;
        };
    }
}
