package dev.fleetshadow.backtest;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/** Reads the numbers of a CSV file, and what people write where there is none. */
final class CsvNumber {

    private static final Set<String> MISSING =
            Set.of("", "nan", "na", "n/a", "null", "none", "-", "inf", "+inf", "-inf", "infinity", "-infinity");

    private CsvNumber() {}

    /** NaN for a missing value; empty if this is neither. */
    static OptionalDouble of(String cell) {
        String text = cell.strip();
        if (MISSING.contains(text.toLowerCase(Locale.ROOT))) {
            return OptionalDouble.of(Double.NaN);
        }
        try {
            double number = Double.parseDouble(text);
            return OptionalDouble.of(Double.isInfinite(number) ? Double.NaN : number);
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
