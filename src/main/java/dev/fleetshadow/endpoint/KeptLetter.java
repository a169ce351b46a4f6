package dev.fleetshadow.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * One dead letter as it lies in its topic, for a person to look at and to send again.
 *
 * <p>Whoever writes to the topic may leave out what the job says: nothing here is taken for granted.
 */
public final class KeptLetter {

    private static final String CLOCK_AHEAD = "clock-ahead";

    private final ConsumerRecord<byte[], byte[]> record;
    private final Map<String, String> headers = new TreeMap<>();

    /** Where a record was read from. */
    public record Origin(String topic, int partition, long offset) {}

    KeptLetter(ConsumerRecord<byte[], byte[]> record) {
        this.record = record;
        for (Header header : record.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
            }
        }
    }

    /** Its partition and offset: {@code 0-17}. */
    public String id() {
        return record.partition() + "-" + record.offset();
    }

    /** When the job wrote it. */
    public Instant keptAt() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    public Map<String, String> headers() {
        return headers;
    }

    public String reason() {
        return headers.getOrDefault("reason", "unknown");
    }

    public String detail() {
        return headers.getOrDefault("detail", "");
    }

    /** Empty for an update that was refused after it had been read. */
    public Optional<Origin> origin() {
        OptionalLong partition = number("partition");
        OptionalLong offset = number("offset");
        return headers.containsKey("topic") && partition.isPresent() && offset.isPresent()
                ? Optional.of(new Origin(headers.get("topic"), (int) partition.getAsLong(), offset.getAsLong()))
                : Optional.empty();
    }

    /** {@code null} if it has none. */
    public String key() {
        return record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8);
    }

    public byte[] value() {
        return record.value() == null ? new byte[0] : record.value().clone();
    }

    public long originalLength() {
        return number("original-length").orElse(value().length);
    }

    /** Whether the original has more bytes than are kept here. */
    public boolean cut() {
        return originalLength() > value().length;
    }

    public int replays() {
        return Replays.of(record.headers());
    }

    /** The same for letters that say the same: where to, under which key, and what. */
    public UUID content() {
        String place = origin().map(Origin::topic).orElse("") + '\n' + key() + '\n' + originalLength() + '\n';
        byte[] head = place.getBytes(StandardCharsets.UTF_8);
        byte[] value = value();
        byte[] whole = Arrays.copyOf(head, head.length + value.length);
        System.arraycopy(value, 0, whole, head.length, value.length);
        return UUID.nameUUIDFromBytes(whole);
    }

    byte[] rawKey() {
        return record.key();
    }

    /**
     * The time to send it under again: its own, so that it is as late as it is. A clock that was ahead is not any more once
     * that time has come, so that such a record is sent under the present one. {@code null} for that.
     */
    Long timestamp() {
        if (reason().equals(CLOCK_AHEAD)) {
            return null;
        }
        OptionalLong own = number("timestamp");
        return own.isPresent() && own.getAsLong() >= 0 ? (Long) own.getAsLong() : null;
    }

    private OptionalLong number(String header) {
        String digits = headers.getOrDefault(header, "");
        return digits.matches("[0-9]{1,18}") ? OptionalLong.of(Long.parseLong(digits)) : OptionalLong.empty();
    }
}
