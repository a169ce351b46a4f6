package dev.fleetshadow.diagnosis;

import dev.fleetshadow.telemetry.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Says how a failure domain is doing as a whole: a group, a zone, a rack, whatever its members can fail with at once.
 *
 * @param domain the domain, named like a resource
 * @param members that are known, ≥ 0
 * @param unwell of them, at most all
 * @param gated whether so many are unwell at once that nothing is done about single ones
 */
public record DomainReport(Resource domain, int members, int unwell, boolean gated, Instant at) {

    public static final String KIND = "failure-domain";

    public DomainReport {
        if (unwell < 0 || unwell > members) {
            throw new IllegalArgumentException(
                    "%s: of %d members, %d cannot be unwell".formatted(domain.id(), members, unwell));
        }
    }

    /**
     * A domain as something that can be diagnosed.
     *
     * @param key what its members have in common, such as {@code zone=eu-1a}
     * @param group whose guardrails decide about it
     */
    public static Resource domain(String key, String group, Map<String, String> labels) {
        return new Resource(key, KIND, group, labels);
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
