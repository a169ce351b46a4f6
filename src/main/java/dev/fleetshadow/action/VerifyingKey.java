package dev.fleetshadow.action;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;

/** Tells an agent whether a message was signed by the service; it is no secret. */
public final class VerifyingKey {

    /** Enough that nobody finds a second key of the same id by accident. */
    private static final int ID_BYTES = 8;

    private final PublicKey key;
    private final String id;

    VerifyingKey(PublicKey key) {
        this.key = key;
        this.id = HexFormat.of().formatHex(Arrays.copyOf(sha256(key.getEncoded()), ID_BYTES));
    }

    /**
     * Reads a public key in X.509 form.
     *
     * @throws IllegalArgumentException if the text is no such key
     */
    public static VerifyingKey parse(String text) {
        byte[] encoded = KeyText.parse(KeyText.PUBLIC, text);
        try {
            return new VerifyingKey(
                    KeyFactory.getInstance(CommandSignature.ED25519).generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it is no public key for %s; make one with `fleet-shadow keys new`"
                    .formatted(CommandSignature.ED25519));
        }
    }

    /** The first 16 hexadecimal digits of the SHA-256 of the key: another key has another id. */
    public String id() {
        return id;
    }

    public String text() {
        return KeyText.format(KeyText.PUBLIC, key.getEncoded());
    }

    boolean verifies(String message, byte[] value) {
        try {
            Signature signature = Signature.getInstance(CommandSignature.ED25519);
            signature.initVerify(key);
            signature.update(message.getBytes(StandardCharsets.UTF_8));
            return signature.verify(value);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
