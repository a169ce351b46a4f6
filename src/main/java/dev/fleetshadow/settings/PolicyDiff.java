package dev.fleetshadow.settings;

import dev.fleetshadow.settings.PolicyOutline.Setting;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Says what another policy would change: not how its text differs, but what it means. */
public record PolicyDiff(List<Change> changes) {

    /** What becomes of a setting, or of a part of a list as a whole. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED
    }

    /**
     * One difference.
     *
     * @param what full name of the setting or the part
     * @param before empty if it is added
     * @param after empty if it is removed
     */
    public record Change(Kind kind, String what, String before, String after) {

        @Override
        public String toString() {
            return switch (kind) {
                case ADDED -> "+ %s: %s".formatted(what, after);
                case REMOVED -> "- %s: %s".formatted(what, before);
                case CHANGED -> "~ %s: %s → %s".formatted(what, before, after);
            };
        }
    }

    public PolicyDiff {
        changes = List.copyOf(changes);
    }

    public static PolicyDiff between(PolicyOutline before, PolicyOutline after) {
        List<Change> changes = new ArrayList<>();
        List<String> whole = new ArrayList<>();
        parts(after).stream()
                .filter(part -> !parts(before).contains(part) && !within(part, whole))
                .forEach(part -> {
                    whole.add(part);
                    changes.add(new Change(Kind.ADDED, part, "", summary(part, after)));
                });
        parts(before).stream()
                .filter(part -> !parts(after).contains(part) && !within(part, whole))
                .forEach(part -> {
                    whole.add(part);
                    changes.add(new Change(Kind.REMOVED, part, summary(part, before), ""));
                });
        orders(before, after, changes);
        Set<String> names = new LinkedHashSet<>(after.settings().keySet());
        names.addAll(before.settings().keySet());
        for (String name : names) {
            String then = value(name, before);
            String now = value(name, after);
            if (!then.equals(now) && !within(name, whole)) {
                changes.add(new Change(Kind.CHANGED, name, then, now));
            }
        }
        return new PolicyDiff(changes);
    }

    public boolean same() {
        return changes.isEmpty();
    }

    /** For people, one line each. */
    public String text() {
        return same()
                ? "both say the same" + System.lineSeparator()
                : changes.stream()
                        .map(change -> change + System.lineSeparator())
                        .collect(Collectors.joining());
    }

    /** Of what both have: the first that fits decides, so the order means something. */
    private static void orders(PolicyOutline before, PolicyOutline after, List<Change> changes) {
        after.lists().forEach((list, now) -> {
            List<String> then = before.lists().getOrDefault(list, List.of());
            List<String> oldOrder = then.stream().filter(now::contains).toList();
            List<String> newOrder = now.stream().filter(then::contains).toList();
            if (!oldOrder.equals(newOrder)) {
                changes.add(new Change(
                        Kind.CHANGED, "order of " + list, String.join(", ", oldOrder), String.join(", ", newOrder)));
            }
        });
    }

    private static Set<String> parts(PolicyOutline outline) {
        Set<String> parts = new LinkedHashSet<>();
        outline.lists().forEach((list, labels) -> labels.forEach(label -> parts.add(list + "." + label)));
        return parts;
    }

    private static boolean within(String name, List<String> parts) {
        return parts.stream().anyMatch(part -> name.equals(part) || name.startsWith(part + "."));
    }

    /** What is written in it, nested parts included. */
    private static String summary(String part, PolicyOutline outline) {
        String prefix = part + ".";
        return outline.settings().entrySet().stream()
                .filter(setting -> setting.getKey().startsWith(prefix)
                        && setting.getValue().written())
                .map(setting -> setting.getKey().substring(prefix.length()) + "="
                        + setting.getValue().value())
                .collect(Collectors.joining(", "));
    }

    private static String value(String name, PolicyOutline outline) {
        Map<String, Setting> settings = outline.settings();
        return settings.containsKey(name) ? settings.get(name).value() : PolicyOutline.NOTHING;
    }
}
