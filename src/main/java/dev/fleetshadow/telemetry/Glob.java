package dev.fleetshadow.telemetry;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names metrics by a glob ({@code *} for any run of characters), because fleets do not agree on names.
 *
 * @param glob matched against the whole name, ignoring case
 */
public record Glob(String glob, Pattern regex) implements Serializable {

    public static Glob of(String glob) {
        String quoted = Pattern.quote(glob).replace("*", "\\E.*\\Q");
        return new Glob(glob, Pattern.compile(quoted, Pattern.CASE_INSENSITIVE));
    }

    /** Whether one of the patterns names the metric. */
    public static boolean anyMatches(List<Glob> patterns, String metric) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(metric));
    }

    /** Most names differ from most globs in their first letters, which is found out without the pattern. */
    public boolean matches(String metric) {
        int star = glob.indexOf('*');
        return metric.regionMatches(true, 0, glob, 0, star < 0 ? glob.length() : star)
                && regex.matcher(metric).matches();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob that && glob.equals(that.glob);
    }

    @Override
    public int hashCode() {
        return glob.hashCode();
    }
}
