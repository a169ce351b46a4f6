package dev.fleetshadow.census;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Trips when alarms across the whole fleet come faster, or more of it is ill, than failures of single resources explain:
 * then the detector or what it is fed is at fault. It stays tripped until a person resumes.
 *
 * @param minutes alarms of the last hour, at most one entry a minute
 * @param trippedBy why, or empty
 */
public record FleetBreaker(List<Minute> minutes, String trippedBy) {

    private static final Duration WINDOW = Duration.ofHours(1);

    public static final FleetBreaker CLOSED = new FleetBreaker(List.of(), "");

    /** Alarms of one minute. */
    public record Minute(Instant at, long alarms) {}

    public boolean tripped() {
        return !trippedBy.isEmpty();
    }

    /**
     * After so many new alarms, with the fleet as it stands. A failure that is only foreseen is an alarm too: no score has
     * fallen yet.
     */
    public FleetBreaker next(long newAlarms, Tally fleet, BreakerSettings settings, Instant now) {
        List<Minute> recent = new ArrayList<>(minutes);
        recent.removeIf(minute -> minute.at().isBefore(now.minus(WINDOW)));
        Instant minute = Instant.ofEpochSecond(now.getEpochSecond() / 60 * 60);
        int last = recent.size() - 1;
        if (last >= 0 && !recent.get(last).at().isBefore(minute)) {
            recent.set(last, new Minute(recent.get(last).at(), recent.get(last).alarms() + newAlarms));
        } else if (newAlarms > 0) {
            recent.add(new Minute(minute, newAlarms));
        }
        long alarms = recent.stream().mapToLong(Minute::alarms).sum();
        return new FleetBreaker(List.copyOf(recent), tripped() ? trippedBy : reason(alarms, fleet, settings));
    }

    /** A person has looked: what was counted before no longer counts. */
    public FleetBreaker resumed() {
        return CLOSED;
    }

    private static String reason(long alarms, Tally fleet, BreakerSettings settings) {
        if (alarms >= settings.atLeast() && alarms >= settings.alarmShare() * fleet.members()) {
            return String.format(
                    Locale.ROOT,
                    "%d of %d resources raised an alarm within an hour, %.0f %% are allowed",
                    alarms,
                    fleet.members(),
                    100 * settings.alarmShare());
        }
        if (fleet.ill() >= settings.atLeast() && fleet.ill() >= settings.illShare() * fleet.members()) {
            return String.format(
                    Locale.ROOT,
                    "%d of %d resources are ill at once, %.0f %% are allowed",
                    fleet.ill(),
                    fleet.members(),
                    100 * settings.illShare());
        }
        return "";
    }
}
