package dev.fleetshadow.action;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads and writes keys as OpenSSL does: the textual encoding of RFC 7468. */
final class KeyText {

    static final String PRIVATE = "PRIVATE KEY";
    static final String PUBLIC = "PUBLIC KEY";

    private static final int LINE = 64;

    /** A line may be as long as it likes, and whatever stands around the block is a comment. */
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    private KeyText() {}

    /** The bytes of the first block with this label. */
    static byte[] parse(String label, String text) {
        Matcher block = BLOCK.matcher(text);
        while (block.find()) {
            if (block.group(1).equals(label)) {
                return Base64.getMimeDecoder().decode(block.group(2));
            }
        }
        throw new IllegalArgumentException(
                "there is no '-----BEGIN %s-----' in it; make keys with `fleet-shadow keys new`".formatted(label));
    }

    static String format(String label, byte[] encoded) {
        String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(encoded);
        return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(label, body, label);
    }
}
