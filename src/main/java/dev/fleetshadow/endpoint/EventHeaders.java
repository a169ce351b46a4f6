package dev.fleetshadow.endpoint;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;

/** Writes the attributes of a CloudEvent 1.0 in Kafka's binary mode, so that every record tells what it is. */
final class EventHeaders {

    static final String JSON = "application/json";

    private EventHeaders() {}

    /**
     * Of an event that is told by its value alone: whoever tells it again tells it under the same id.
     *
     * @param time {@code null} if the event has none
     */
    static void add(Headers headers, String type, String source, byte[] value, Instant time, String subject) {
        add(headers, type, source, UUID.nameUUIDFromBytes(value), time, subject, JSON);
    }

    static void add(
            Headers headers, String type, String source, UUID id, Instant time, String subject, String contentType) {
        text(headers, "ce_specversion", "1.0");
        text(headers, "ce_id", id.toString());
        text(headers, "ce_type", type);
        text(headers, "ce_source", source);
        if (time != null) {
            text(headers, "ce_time", time.toString());
        }
        text(headers, "ce_subject", subject);
        text(headers, "content-type", contentType);
    }

    static void text(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** A source whose last part is a name of whatever characters. */
    static String source(String collection, String name) {
        return "/" + collection + "/"
                + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
