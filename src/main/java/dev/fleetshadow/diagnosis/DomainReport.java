package dev.fleetshadow.diagnosis;

import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Says how a failure domain is doing as a whole: a group, a zone, a rack, whatever its members can fail with at once.
 *
 * @param domain the domain, named like a resource
 * @param members that are known, ≥ 0
 * @param unwell of them, at most all
 * @param gated whether so many are unwell at once that nothing is done about single ones
 */
public record DomainReport(Resource domain, int members, int unwell, boolean gated, Instant at) {

    public static final String KIND = StatusUpdate.RESERVED_KIND;

    /** What a label may hold, and the id of a resource may not. */
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x1F\\x7F-\\x9F]");

    public DomainReport {
        if (unwell < 0 || unwell > members) {
            throw new IllegalArgumentException(
                    "%s: of %d members, %d cannot be unwell".formatted(domain.id(), members, unwell));
        }
    }

    /**
     * A domain as something that can be diagnosed.
     *
     * @param key what its members have in common, such as {@code zone=eu-1a}; one that is no id is abridged
     * @param group whose guardrails decide about it
     */
    public static Resource domain(String key, String group, Map<String, String> labels) {
        return new Resource(idOf(key), KIND, group, labels);
    }

    private static String idOf(String key) {
        String printable = CONTROL.matcher(key).replaceAll("?");
        if (printable.equals(key) && key.length() <= Resource.MAX_NAME_LENGTH) {
            return key;
        }
        String mark = "#" + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        int end = Math.min(printable.length(), Resource.MAX_NAME_LENGTH - mark.length());
        return printable.substring(0, Character.isHighSurrogate(printable.charAt(end - 1)) ? end - 1 : end) + mark;
    }

    /** 0..1. */
    double share() {
        return members == 0 ? 0 : (double) unwell / members;
    }

    Explanation explanation() {
        String evidence = "%d of %d members of %s are unwell".formatted(unwell, members, domain.id());
        return new Explanation(domain, at, Double.NaN, share(), List.of(evidence), null);
    }
}
