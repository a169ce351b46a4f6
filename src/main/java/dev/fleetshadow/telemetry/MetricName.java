package dev.fleetshadow.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Keeps names of metrics apart that are longer than a name may be, which those made of a metric and its labels can be. */
public final class MetricName {

    private MetricName() {}

    /** The name; one that is too long is cut and ends in a SHA-256 of the whole, so that it still is the only one. */
    public static String within(int mostCharacters, String name) {
        if (name.length() <= mostCharacters) {
            return name;
        }
        String hash = "…" + HexFormat.of().formatHex(Sha256.digest().digest(name.getBytes(StandardCharsets.UTF_8)));
        int kept = mostCharacters - hash.length();
        boolean amidACharacter = Character.isHighSurrogate(name.charAt(kept - 1));
        return name.substring(0, amidACharacter ? kept - 1 : kept) + hash;
    }
}
