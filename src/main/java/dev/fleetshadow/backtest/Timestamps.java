package dev.fleetshadow.backtest;

import dev.fleetshadow.telemetry.StatusUpdate;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads times as people write them: ISO-8601, with a blank for the T if they like, or seconds, milli-, micro- or
 * nanoseconds since 1970, told apart by their size. Without an offset a time is UTC.
 */
final class Timestamps {

    static final String REMEDY = "write an ISO-8601 time or seconds or milliseconds since 1970";

    private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d*)?");
    private static final DateTimeFormatter TEXT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .optionalStart()
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .optionalStart()
            .appendPattern("[' ']['UTC'][XXX][XX][X]")
            .toFormatter();

    /** Seconds reach this in the year 5138, milliseconds did in 1973. */
    private static final BigDecimal NO_LONGER_SECONDS = new BigDecimal("1e11");

    private static final int DIGITS_A_UNIT = 3;

    private Timestamps() {}

    /** Empty if this is no time, or not one that an update may have. */
    static Optional<Instant> parse(String text) {
        String time = text.strip();
        return (NUMBER.matcher(time).matches() ? sinceEpoch(new BigDecimal(time)) : written(time))
                .filter(at -> !at.isBefore(StatusUpdate.EARLIEST) && !at.isAfter(StatusUpdate.LATEST));
    }

    private static Optional<Instant> sinceEpoch(BigDecimal number) {
        BigDecimal seconds = number;
        while (seconds.compareTo(NO_LONGER_SECONDS) >= 0) {
            seconds = seconds.movePointLeft(DIGITS_A_UNIT);
        }
        return Optional.of(
                Instant.ofEpochMilli(seconds.movePointRight(DIGITS_A_UNIT).longValue()));
    }

    private static Optional<Instant> written(String text) {
        try {
            TemporalAccessor time = TEXT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (time instanceof OffsetDateTime withOffset) {
                return Optional.of(withOffset.toInstant());
            }
            LocalDateTime local = time instanceof LocalDate date ? date.atStartOfDay() : (LocalDateTime) time;
            return Optional.of(local.toInstant(ZoneOffset.UTC));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
