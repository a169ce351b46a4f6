package dev.fleetshadow.cli;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.apache.flink.util.TimeUtils;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration as people type it, such as {@code 2h} or {@code 90min}, or in ISO-8601. */
final class DurationText implements ITypeConverter<Duration> {

    @Override
    public Duration convert(String text) {
        try {
            Duration duration = text.startsWith("P") ? Duration.parse(text) : TimeUtils.parseDuration(text);
            if (!text.matches("\\s*\\d+\\s*") && !duration.isNegative() && !duration.isZero()) {
                return duration;
            }
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw unusable(text);
        }
        throw unusable(text);
    }

    private static TypeConversionException unusable(String text) {
        return new TypeConversionException(
                "'%s' is not usable; give a duration such as 30s, 90min, 2h or PT2H".formatted(text));
    }
}
