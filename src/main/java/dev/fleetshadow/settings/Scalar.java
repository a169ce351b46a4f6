package dev.fleetshadow.settings;

import dev.fleetshadow.remediation.Amount;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * Reads a value from the text of a scalar, or says what to write instead.
 *
 * @param <T> the value
 */
@FunctionalInterface
interface Scalar<T> {

    /** Plain decimals only: Java would also read hexadecimal ones, and letters behind them. */
    Pattern DECIMAL = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

    /** Says what to write instead. */
    final class UnusableException extends Exception {

        private static final long serialVersionUID = 1L;

        UnusableException(String remedy) {
            super(remedy);
        }
    }

    T read(String text) throws UnusableException;

    static Scalar<Double> number(double least, double most) {
        return text -> {
            double value = DECIMAL.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
            if (value >= least && value <= most) {
                return value;
            }
            throw new UnusableException("write a number from %s to %s".formatted(shortest(least), shortest(most)));
        };
    }

    /** A number, or a share written with a percent sign. */
    static Scalar<Amount> amount(int most) {
        return text -> {
            boolean share = text.endsWith("%");
            String number = share ? text.substring(0, text.length() - 1) : text;
            if (!DECIMAL.matcher(number).matches()) {
                throw new UnusableException("write a number such as 2, or a share such as 10%");
            }
            double value = Double.parseDouble(number);
            if (share && value > 0 && value <= 100) {
                return Amount.share(value / 100);
            }
            if (!share && value >= 1 && value <= most && value == Math.rint(value)) {
                return Amount.of((int) value);
            }
            throw new UnusableException("write a number from 1 to %d, or a share up to 100%%".formatted(most));
        };
    }

    static Scalar<Duration> duration() {
        return text -> {
            try {
                Duration duration = Duration.parse(text);
                if (!duration.isNegative() && !duration.isZero()) {
                    return duration;
                }
            } catch (DateTimeParseException e) {
                throw new UnusableException("write an ISO-8601 duration such as PT5M");
            }
            throw new UnusableException("write a positive duration");
        };
    }

    /** As people write it, without a point that is not needed. */
    static String shortest(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
