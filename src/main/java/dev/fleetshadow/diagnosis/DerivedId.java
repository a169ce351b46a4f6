package dev.fleetshadow.diagnosis;

import dev.fleetshadow.telemetry.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.UUID;

/**
 * Derives ids from what they stand for, so that a restarted job that decides the same thing again gives it the same id.
 *
 * <p>In the layout of a version 8 UUID (RFC 9562): 48 bits of event time in milliseconds, so that ids sort by time, then
 * 74 bits of a SHA-256 over the length-prefixed parts.
 */
public final class DerivedId {

    private DerivedId() {}

    public static String of(Instant time, String... parts) {
        MessageDigest digest = Sha256.digest();
        digest.update(ByteBuffer.allocate(8).putLong(time.toEpochMilli()).flip());
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
            digest.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        long high = (time.toEpochMilli() << 16) | 0x8000L | (hash.getLong() & 0x0FFFL);
        long low = 0x8000000000000000L | (hash.getLong() & 0x3FFFFFFFFFFFFFFFL);
        return new UUID(high, low).toString();
    }
}
