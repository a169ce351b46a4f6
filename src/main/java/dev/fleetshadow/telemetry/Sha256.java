package dev.fleetshadow.telemetry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Provides the one digest that ids, chains and shortened names are made with. */
public final class Sha256 {

    private Sha256() {}

    /** A fresh one, which every Java platform has to provide. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java platform lacks SHA-256", e);
        }
    }
}
