package dev.fleetshadow.forecast;

/**
 * Where in the day a record lies, for the forecasters that know the day.
 *
 * @param dayPosition 0..1, from midnight UTC to midnight
 * @param recordsPerDay > 0
 */
public record Tick(double dayPosition, double recordsPerDay) {

    private static final double SECONDS_PER_DAY = 86_400;

    public static Tick at(long epochSecond, double recordsPerDay) {
        return new Tick(Math.floorMod(epochSecond, (long) SECONDS_PER_DAY) / SECONDS_PER_DAY, recordsPerDay);
    }

    double secondsPerRecord() {
        return SECONDS_PER_DAY / recordsPerDay;
    }

    /** The position in the day of the record {@code steps} later. */
    double positionAfter(int steps) {
        return (dayPosition + steps / recordsPerDay) % 1;
    }
}
