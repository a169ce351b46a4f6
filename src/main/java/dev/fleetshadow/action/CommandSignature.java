package dev.fleetshadow.action;

/**
 * Proves to an agent that the service has sent a command, and that nobody has changed it on the way.
 *
 * @param keyId which of the keys that an agent trusts has signed
 * @param algorithm {@value #ED25519}: agents accept nothing else
 * @param value the signature in Base64
 */
public record CommandSignature(String keyId, String algorithm, String value) {

    /** RFC 8032. */
    public static final String ED25519 = "Ed25519";
}
