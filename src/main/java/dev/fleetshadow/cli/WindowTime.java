package dev.fleetshadow.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Reads a moment as people type it: an ISO-8601 instant, a date and time, or a time of day by the clocks of a place.
 *
 * <p>A time that these clocks skip or show twice is refused: half an hour of maintenance in the wrong hour is no use.
 */
record WindowTime(ZoneId zone, Instant now) {

    private static final String REMEDY =
            "give an instant such as 2026-01-31T22:00:00Z, or local time such as 2026-01-31T22:00 or 22:00";

    /** A time of day is that of today. */
    Instant begin(String option, String text) {
        return read(option, text, now.atZone(zone).toLocalDate());
    }

    /** A time of day is the first one after {@code begin}. */
    Instant end(String option, String text, Instant begin) {
        LocalDate day = begin.atZone(zone).toLocalDate();
        Instant end = read(option, text, day);
        return isTimeOfDay(text) && !end.isAfter(begin) ? read(option, text, day.plusDays(1)) : end;
    }

    private Instant read(String option, String text, LocalDate day) {
        try {
            if (isTimeOfDay(text)) {
                return instant(option, day.atTime(LocalTime.parse(text)));
            }
            return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : instant(option, LocalDateTime.parse(text));
        } catch (DateTimeException e) {
            throw new RefusedException("%s: '%s' is not usable; %s".formatted(option, text, REMEDY));
        }
    }

    private Instant instant(String option, LocalDateTime local) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(local);
        if (offsets.size() != 1) {
            throw new RefusedException("%s: %s is %s in %s; give an instant such as 2026-01-31T22:00:00Z"
                    .formatted(option, local, offsets.isEmpty() ? "skipped" : "twice", zone));
        }
        return local.toInstant(offsets.get(0));
    }

    private static boolean isTimeOfDay(String text) {
        return text.matches("\\d\\d:\\d\\d(:\\d\\d)?");
    }
}
