package dev.fleetshadow.telemetry;

import java.util.Map;

/**
 * Names the thing that is shadowed, so that its profile, its guardrails and its commands meet on one identity.
 *
 * @param id unique in the fleet, 1..256 characters without control characters; the key of every topic
 * @param kind what it is ({@code host}, {@code pod} …); resources of a kind are comparable
 * @param group the unit of blast radius: guardrails count actions per group
 * @param labels free labels, at most {@value #MAX_LABELS}
 */
public record Resource(String id, String kind, String group, Map<String, String> labels) {

    public static final int MAX_NAME_LENGTH = 256;
    public static final int MAX_LABELS = 32;
    public static final String DEFAULT_KIND = "resource";
    public static final String DEFAULT_GROUP = "default";

    public Resource {
        requireName("resource.id", id);
        kind = kind == null ? DEFAULT_KIND : kind;
        group = group == null ? DEFAULT_GROUP : group;
        requireName("resource.kind", kind);
        requireName("resource.group", group);
        labels = labels == null ? Map.of() : Map.copyOf(labels);
        if (labels.size() > MAX_LABELS) {
            throw new InvalidUpdateException(
                    "resource.labels", labels.size() + " labels", "send at most " + MAX_LABELS);
        }
        labels.forEach((label, value) -> requireLabel("resource.labels." + label, label, value));
    }

    public static Resource of(String id, String group) {
        return new Resource(id, DEFAULT_KIND, group, Map.of());
    }

    private static void requireLabel(String field, String label, String value) {
        if (label.length() > MAX_NAME_LENGTH || value.length() > MAX_NAME_LENGTH) {
            throw new InvalidUpdateException(field, value, "send at most " + MAX_NAME_LENGTH + " characters");
        }
    }

    private static void requireName(String field, String value) {
        if (value == null || value.isBlank()) {
            throw new InvalidUpdateException(field, String.valueOf(value), "send a name that is not blank");
        }
        if (value.length() > MAX_NAME_LENGTH) {
            throw new InvalidUpdateException(
                    field, value.substring(0, 40) + "…", "send at most " + MAX_NAME_LENGTH + " characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidUpdateException(field, "a control character", "send printable characters only");
        }
    }
}
