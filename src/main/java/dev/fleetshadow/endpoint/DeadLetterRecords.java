package dev.fleetshadow.endpoint;

import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.stream.DeadLetter;
import dev.fleetshadow.stream.WireRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
    private static final int MOST_DETAIL = 1000;
    private static final long serialVersionUID = 1L;

    private final String topic;

    DeadLetterRecords(String topic) {
        this.topic = topic;
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(DeadLetter letter, KafkaSinkContext context, Long timestamp) {
        WireRecord original = letter.original();
        ProducerRecord<byte[], byte[]> record = original == null
                ? new ProducerRecord<>(
                        topic,
                        letter.update().resourceId().getBytes(StandardCharsets.UTF_8),
                        StatusJson.encode(letter.update()))
                : new ProducerRecord<>(topic, original.key, whole(original.value));
        Headers headers = record.headers();
        String detail = letter.detail();
        EventRecords.header(headers, "reason", letter.reason().wireName());
        EventRecords.header(headers, "detail", detail.substring(0, Math.min(detail.length(), MOST_DETAIL)));
        if (original != null) {
            EventRecords.header(headers, "topic", original.topic);
            EventRecords.header(headers, "partition", Integer.toString(original.partition));
            EventRecords.header(headers, "offset", Long.toString(original.offset));
            EventRecords.header(headers, "original-length", Integer.toString(original.size()));
        }
        return record;
    }

    private static byte[] whole(byte[] value) {
        return value == null || value.length <= MOST_BYTES ? value : Arrays.copyOf(value, MOST_BYTES);
    }
}
