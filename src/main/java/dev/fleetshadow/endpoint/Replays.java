package dev.fleetshadow.endpoint;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Counts on a record how often it was replayed, so that what can never be used does not go round for ever. */
final class Replays {

    static final String HEADER = "fs_replays";
    private static final int MOST_DIGITS = 6;

    private Replays() {}

    /** What no number can be read from was written by somebody else, and counts as none. */
    static int of(Headers headers) {
        Header header = headers.lastHeader(HEADER);
        if (header == null || header.value() == null || header.value().length > MOST_DIGITS) {
            return 0;
        }
        String digits = new String(header.value(), StandardCharsets.UTF_8);
        return digits.matches("[0-9]+") ? Integer.parseInt(digits) : 0;
    }

    static void write(Headers headers, int replays) {
        EventHeaders.text(headers, HEADER, Integer.toString(replays));
    }
}
