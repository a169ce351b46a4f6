package dev.fleetshadow.action;

import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides whether an agent believes a command. Several keys may be trusted at a time, so that a key can be replaced without
 * a moment in which commands are refused: first the agents are given the new one, then the service, then the old one is
 * taken from the agents.
 */
public final class TrustedKeys {

    /** More than a rotation ever needs. */
    public static final int MOST_KEYS = 16;

    private final Map<String, VerifyingKey> keys = new TreeMap<>();

    public TrustedKeys(Collection<VerifyingKey> trusted) {
        trusted.forEach(key -> keys.put(key.id(), key));
        if (keys.isEmpty() || keys.size() > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "%d keys are trusted; give from 1 to %d".formatted(keys.size(), MOST_KEYS));
        }
    }

    public Set<String> ids() {
        return Set.copyOf(keys.keySet());
    }

    /**
     * Why a message must not be believed; empty if it may be.
     *
     * @param message what was signed
     * @param signature what came with it, or {@code null}
     */
    public Optional<String> refusal(String message, CommandSignature signature) {
        if (signature == null) {
            return Optional.of("the command is not signed");
        }
        if (!signature.algorithm().equals(CommandSignature.ED25519)) {
            return Optional.of("the command is signed with '%s', only %s is accepted"
                    .formatted(signature.algorithm(), CommandSignature.ED25519));
        }
        VerifyingKey key = keys.get(signature.keyId());
        if (key == null) {
            return Optional.of(
                    "the command is signed with the key '%s', which is not trusted".formatted(signature.keyId()));
        }
        return bytes(signature.value())
                .filter(value -> key.verifies(message, value))
                .map(value -> Optional.<String>empty())
                .orElse(Optional.of("the signature is not that of the command"));
    }

    /** In its one form: the last letter has bits to spare, of which the decoder takes no notice. */
    private static Optional<byte[]> bytes(String base64) {
        try {
            byte[] decoded = Base64.getDecoder().decode(base64);
            return Base64.getEncoder().encodeToString(decoded).equals(base64) ? Optional.of(decoded) : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
