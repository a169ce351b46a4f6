package dev.fleetshadow.agent;

import java.util.List;
import java.util.Map;

/**
 * What an application exposes at one moment.
 *
 * @param types by name of the family
 */
record Exposition(Map<String, Type> types, List<Sample> samples) {

    /** What the values of a family mean. */
    enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM,
        SUMMARY,
        /** States and facts that are always there with the value 1, and distributions of levels. */
        OTHER,
        UNKNOWN
    }

    /** One value of a series. */
    record Sample(String name, Map<String, String> labels, double value) {}

    private static final List<String> SUFFIXES =
            List.of("_bucket", "_count", "_sum", "_total", "_created", "_info", "_gsum", "_gcount");

    /** The family a sample belongs to; in the older format a counter's family has its whole name, in the newer not. */
    String family(String name) {
        if (types.containsKey(name)) {
            return name;
        }
        for (String suffix : SUFFIXES) {
            String stem = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : "";
            if (types.containsKey(stem)) {
                return stem;
            }
        }
        return name;
    }

    Type type(String family) {
        return types.getOrDefault(family, family.endsWith("_total") ? Type.COUNTER : Type.UNKNOWN);
    }
}
