package dev.fleetshadow.remediation;

import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceSelector;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.Set;

/**
 * A maintenance that comes back every week, by the clocks of a place: it moves with their summer time.
 *
 * @param days on which it begins
 * @param from begin, local time
 * @param to end, local time; not after {@code from} means on the day after
 */
public record WeeklyWindow(
        String id, ResourceSelector resources, Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone)
        implements Serializable {

    public WeeklyWindow {
        days = Set.copyOf(days);
    }

    /** When it ends, if it is under way for this resource. */
    Optional<Instant> activeUntil(Resource resource, Instant now) {
        if (!resources.fits(resource)) {
            return Optional.empty();
        }
        LocalDate today = now.atZone(zone).toLocalDate();
        return endOf(today, now).or(() -> endOf(today.minusDays(1), now));
    }

    private Optional<Instant> endOf(LocalDate begins, Instant now) {
        if (!days.contains(begins.getDayOfWeek())) {
            return Optional.empty();
        }
        LocalDate ends = to.isAfter(from) ? begins : begins.plusDays(1);
        Instant begin = ZonedDateTime.of(begins, from, zone).toInstant();
        Instant end = ZonedDateTime.of(ends, to, zone).toInstant();
        return now.isBefore(begin) || !now.isBefore(end) ? Optional.empty() : Optional.of(end);
    }
}
