package dev.fleetshadow.simulator;

/** How a fault goes on after its beginning, if nobody does anything. */
enum Course {
    /** Ever worse until the outage, which lasts. */
    RISING(false),
    /** Out of service, back for a while, out of service again, for ever. */
    LOOPING(false),
    /** Ill and well again by turns, never out of service, until it ends by itself. */
    FLAPPING(true),
    /** Ill for a while, never out of service, then less and less. */
    SUBSIDING(true);

    private static final double LOOP_MINUTES = 8;
    private static final double LOOP_DOWN_MINUTES = 4;
    private static final double FLAP_MINUTES = 90;
    private static final double FLAP_ILL_MINUTES = 30;
    /** Enough to be noticed while it lasts. */
    private static final double ILL = 0.6;
    /** As far as a fault has come when it is noticed. */
    private static final double FRIGHT = 0.25;

    private final boolean harmless;

    Course(boolean harmless) {
        this.harmless = harmless;
    }

    boolean harmless() {
        return harmless;
    }

    /** How bad it is: 0 not at all, 1 an outage. */
    double progress(double minutes, double wholeMinutes) {
        return switch (this) {
            case RISING -> wholeMinutes == 0 ? 1 : Math.min(1, minutes / wholeMinutes);
            case LOOPING -> minutes % LOOP_MINUTES < LOOP_DOWN_MINUTES ? 1 : 0;
            case FLAPPING -> minutes % FLAP_MINUTES < FLAP_ILL_MINUTES ? ILL : 0;
            case SUBSIDING -> FRIGHT * Math.max(0, 1 - Math.abs(2 * minutes / wholeMinutes - 1));
        };
    }
}
