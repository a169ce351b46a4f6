package dev.fleetshadow.endpoint;

import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.stream.DeadLetter;
import dev.fleetshadow.stream.WireRecord;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Writes what could not be processed: the original bytes as they came, everything said about them in headers.
 *
 * <p>A value over {@value #MOST_BYTES} bytes is cut, because a broker would refuse it together with its headers; the
 * header {@code original-length} then tells, and topic, partition and offset lead to the whole.
 */
final class DeadLetterRecords implements KafkaRecordSerializationSchema<DeadLetter> {

    static final int MOST_BYTES = 900 * 1024;
    static final String TYPE = "dev.fleetshadow.deadletter.v1";

    private static final int MOST_DETAIL = 1000;
    private static final String UNKNOWN = "application/octet-stream";
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final String source;

    DeadLetterRecords(String topic, String source) {
        this.topic = topic;
        this.source = source;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(DeadLetter letter, KafkaSinkContext context, Long timestamp) {
        ProducerRecord<byte[], byte[]> record =
                letter.original() == null ? ofUpdate(letter.update()) : ofOriginal(letter.original());
        String detail = letter.detail();
        EventHeaders.text(record.headers(), "reason", letter.reason().wireName());
        EventHeaders.text(record.headers(), "detail", detail.substring(0, Math.min(detail.length(), MOST_DETAIL)));
        return record;
    }

    private ProducerRecord<byte[], byte[]> ofUpdate(StatusUpdate update) {
        byte[] value = StatusJson.encode(update);
        String id = update.resourceId();
        var record = new ProducerRecord<>(topic, id.getBytes(StandardCharsets.UTF_8), value);
        EventHeaders.add(record.headers(), TYPE, source, value, update.observedAt(), id);
        return record;
    }

    private ProducerRecord<byte[], byte[]> ofOriginal(WireRecord original) {
        var record = new ProducerRecord<>(topic, original.key, whole(original.value));
        Headers headers = record.headers();
        String place = original.topic + "/" + original.partition + "/" + original.offset;
        UUID id = UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8));
        EventHeaders.add(headers, TYPE, source, id, Instant.ofEpochMilli(original.timestamp), place, UNKNOWN);
        EventHeaders.text(headers, "topic", original.topic);
        EventHeaders.text(headers, "partition", Integer.toString(original.partition));
        EventHeaders.text(headers, "offset", Long.toString(original.offset));
        EventHeaders.text(headers, "timestamp", Long.toString(original.timestamp));
        EventHeaders.text(headers, "original-length", Integer.toString(original.size()));
        if (original.replays > 0) {
            Replays.write(headers, original.replays);
        }
        return record;
    }

    private static byte[] whole(byte[] value) {
        return value == null || value.length <= MOST_BYTES ? value : Arrays.copyOf(value, MOST_BYTES);
    }
}
