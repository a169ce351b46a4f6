package dev.fleetshadow.audit;

import dev.fleetshadow.telemetry.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Records one decision for good: who decided what about whom and why, chained to the entry before it in the same group so
 * that a gap or an edit shows.
 *
 * @param group whose chain this is; {@code *} for what concerns the whole fleet
 * @param sequence position in the chain, from 0
 * @param guardrail that withheld, or empty
 * @param details further facts by name, for machines: score, confidence, kind of the resource, expected failure, odds
 * @param actor {@code fleet-shadow}, the resource's agent, or the person who approved or paused
 * @param previousHash hex SHA-256 of the entry before, {@link #GENESIS} for the first
 * @param hash hex SHA-256 over all other fields, each length-prefixed
 */
public record AuditEvent(
        String group,
        long sequence,
        Instant at,
        AuditKind kind,
        String resourceId,
        String failureMode,
        String diagnosisId,
        String commandId,
        String action,
        String guardrail,
        String actor,
        String reason,
        Map<String, String> details,
        String previousHash,
        String hash) {

    public static final String GENESIS = "0".repeat(64);
    public static final String SERVICE = "fleet-shadow";

    /** Name of a detail: until when the next thing is waited for. */
    public static final String UNTIL = "until";

    /** Name of a detail: when a person gave the order, by which it is found among all orders. */
    public static final String ORDERED_AT = "ordered-at";

    /** The event as the next entry of its group's chain. */
    public AuditEvent chained(long position, String previous) {
        AuditEvent unsealed = sealed(position, previous, "");
        return sealed(position, previous, unsealed.digest());
    }

    /** Whether the hash is that of the other fields. */
    public boolean intact() {
        return hash.equals(digest());
    }

    private AuditEvent sealed(long position, String previous, String seal) {
        return new AuditEvent(
                group,
                position,
                at,
                kind,
                resourceId,
                failureMode,
                diagnosisId,
                commandId,
                action,
                guardrail,
                actor,
                reason,
                details,
                previous,
                seal);
    }

    private String digest() {
        MessageDigest digest = Sha256.digest();
        add(
                digest,
                List.of(
                        group,
                        Long.toString(sequence),
                        at.toString(),
                        kind.name(),
                        resourceId,
                        failureMode,
                        diagnosisId,
                        commandId,
                        action,
                        guardrail,
                        actor,
                        reason,
                        previousHash));
        new TreeMap<>(details).forEach((name, value) -> add(digest, List.of(name, value)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, List<String> fields) {
        for (String field : fields) {
            byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
            digest.update(bytes);
        }
    }
}
