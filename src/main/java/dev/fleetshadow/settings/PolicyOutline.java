package dev.fleetshadow.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lists what a policy says, setting by setting, under the names by which it is written: what is left out is there with what
 * holds instead, so that two policies that mean the same have the same outline.
 *
 * <p>Parts of a list are named after what they are about, and not after their place.
 */
public final class PolicyOutline {

    /**
     * What a setting is.
     *
     * @param value {@link #NOTHING} if it asks for nothing
     * @param written whether the document says so itself
     */
    public record Setting(String value, boolean written) {}

    public static final String NOTHING = "none";

    private final Map<String, Setting> settings = new LinkedHashMap<>();
    private final Map<String, List<String>> lists = new LinkedHashMap<>();

    PolicyOutline() {}

    /** By full name, in the order in which they were read. */
    public Map<String, Setting> settings() {
        return Collections.unmodifiableMap(settings);
    }

    /** The names of the parts of each list, in their order, by the full name of the list. */
    public Map<String, List<String>> lists() {
        return Collections.unmodifiableMap(lists);
    }

    void tell(String name, Object value, boolean written) {
        settings.put(name, new Setting(text(value), written));
    }

    /** Notes a part of a list; returns the full name it goes by, also if another part is about the same. */
    String part(String list, String label) {
        List<String> parts = lists.computeIfAbsent(list, none -> new ArrayList<>());
        String own = label;
        for (int next = 2; parts.contains(own); next++) {
            own = label + " #" + next;
        }
        parts.add(own);
        return list + "." + own;
    }

    private static String text(Object value) {
        if (value == null || (value instanceof Double number && number.isNaN())) {
            return NOTHING;
        }
        if (value instanceof Double number) {
            return Scalar.shortest(number);
        }
        if (value instanceof Enum<?> constant) {
            return kebab(constant);
        }
        return value instanceof Collection<?> values
                ? values.stream().map(PolicyOutline::text).sorted().toList().toString()
                : value.toString();
    }

    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
