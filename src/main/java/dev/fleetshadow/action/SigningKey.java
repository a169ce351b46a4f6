package dev.fleetshadow.action;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * Signs commands, so that whoever can write to the topic still cannot make an agent do anything. Ed25519 (RFC 8032): the
 * same command always gets the same signature, also when it is written again after a failure.
 */
public final class SigningKey {

    private final PrivateKey secret;
    private final VerifyingKey verifying;

    private SigningKey(KeyPair pair) {
        secret = pair.getPrivate();
        verifying = new VerifyingKey(pair.getPublic());
    }

    public static SigningKey generate() {
        try {
            return new SigningKey(
                    KeyPairGenerator.getInstance(CommandSignature.ED25519).generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + CommandSignature.ED25519, e);
        }
    }

    /**
     * Reads a private key in PKCS#8, as {@code fleet-shadow keys new} and {@code openssl genpkey -algorithm ed25519} write it.
     *
     * @throws IllegalArgumentException if the text is no such key
     */
    public static SigningKey parse(String text) {
        byte[] encoded = KeyText.parse(KeyText.PRIVATE, text);
        try {
            PrivateKey secret =
                    KeyFactory.getInstance(CommandSignature.ED25519).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            byte[] seed = ((EdECPrivateKey) secret).getBytes().orElseThrow();
            return new SigningKey(pairOf(seed));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("it is no private key for %s; make one with `fleet-shadow keys new`"
                    .formatted(CommandSignature.ED25519));
        }
    }

    /** The part that agents are given. */
    public VerifyingKey verifying() {
        return verifying;
    }

    public CommandSignature sign(String message) {
        try {
            Signature signature = Signature.getInstance(CommandSignature.ED25519);
            signature.initSign(secret);
            signature.update(message.getBytes(StandardCharsets.UTF_8));
            return new CommandSignature(
                    verifying.id(),
                    CommandSignature.ED25519,
                    Base64.getEncoder().encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was read cannot sign", e);
        }
    }

    /** The whole key as text; a secret. */
    public String text() {
        return KeyText.format(KeyText.PRIVATE, secret.getEncoded());
    }

    /** A private key file holds a seed only; generating from that seed is how the JDK derives the public part of it. */
    private static KeyPair pairOf(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(CommandSignature.ED25519);
        generator.initialize(NamedParameterSpec.ED25519, new Seed(seed));
        KeyPair pair = generator.generateKeyPair();
        byte[] made = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        if (!Arrays.equals(made, seed)) {
            throw new IllegalStateException("this Java does not take a key's seed as it is");
        }
        return pair;
    }

    /** Gives what it was given, once. */
    private static final class Seed extends SecureRandom {

        private static final long serialVersionUID = 1L;

        private final byte[] seed;

        Seed(byte[] seed) {
            super(null, null);
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
        }
    }
}
