package dev.fleetshadow.gather;

import dev.fleetshadow.telemetry.MetricName;
import java.util.Map;
import java.util.TreeMap;

/**
 * Names a series in one text, metric and sorted dimensions, so that a glob can pick it: {@code
 * system.cpu.time{cpu=cpu0,state=idle}}.
 *
 * <p>A backslash stands before each of <code>\ { } , =</code> that belongs to a name or a value.
 */
public final class SeriesName {

    /** Longer ones are cut: they are kept in the state of every resource. */
    static final int MOST_CHARACTERS = 1024;

    private static final String SPECIAL = "\\{},=";

    private SeriesName() {}

    public static String of(String metric, Map<String, String> dimensions) {
        StringBuilder name = new StringBuilder();
        escape(metric, name);
        char before = '{';
        for (Map.Entry<String, String> dimension : new TreeMap<>(dimensions).entrySet()) {
            name.append(before);
            escape(dimension.getKey(), name);
            name.append('=');
            escape(dimension.getValue(), name);
            before = ',';
        }
        return MetricName.within(
                MOST_CHARACTERS,
                dimensions.isEmpty() ? name.toString() : name.append('}').toString());
    }

    /** The same dimensions of another metric, whose name has the suffix. */
    public static String with(String suffix, String series) {
        int brace = next(series, '{', 0);
        return series.substring(0, brace) + suffix + series.substring(brace);
    }

    /** What the series says of a dimension; empty if nothing. */
    static String dimension(String key, String series) {
        String wanted = escape(key, new StringBuilder()).toString();
        int from = next(series, '{', 0) + 1;
        while (from < series.length()) {
            int end = Math.min(next(series, ',', from), next(series, '}', from));
            int equals = next(series, '=', from);
            if (equals < end && series.substring(from, equals).equals(wanted)) {
                return series.substring(equals + 1, end);
            }
            from = end + 1;
        }
        return "";
    }

    private static int next(String series, char wanted, int from) {
        for (int i = from; i < series.length(); i++) {
            if (series.charAt(i) == '\\') {
                i++;
            } else if (series.charAt(i) == wanted) {
                return i;
            }
        }
        return series.length();
    }

    private static StringBuilder escape(String text, StringBuilder out) {
        for (int i = 0; i < text.length(); i++) {
            if (SPECIAL.indexOf(text.charAt(i)) >= 0) {
                out.append('\\');
            }
            out.append(text.charAt(i));
        }
        return out;
    }
}
