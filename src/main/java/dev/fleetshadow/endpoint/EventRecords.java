package dev.fleetshadow.endpoint;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Writes a message as a CloudEvent 1.0 in Kafka's binary mode: its attributes in headers, its data as the value.
 *
 * <p>A message without a time has no {@code ce_time}.
 *
 * @param <T> the message
 */
final class EventRecords<T> implements KafkaRecordSerializationSchema<T> {

    private static final long serialVersionUID = 1L;

    /** A function that can be sent to the cluster. */
    @FunctionalInterface
    interface Part<T, R> extends Function<T, R>, Serializable {

        /** Called where it will be used, before it is. */
        default void open() throws IOException {}
    }

    private final String topic;
    private final String type;
    private final String source;
    private final Part<T, String> key;
    private final Part<T, Instant> time;
    private final Part<T, byte[]> data;
    private final boolean inEventTime;

    EventRecords(
            String topic,
            String type,
            String source,
            Part<T, String> key,
            Part<T, Instant> time,
            Part<T, byte[]> data) {
        this(topic, type, source, key, time, data, false);
    }

    private EventRecords(
            String topic,
            String type,
            String source,
            Part<T, String> key,
            Part<T, Instant> time,
            Part<T, byte[]> data,
            boolean inEventTime) {
        this.topic = topic;
        this.type = type;
        this.source = source;
        this.key = key;
        this.time = time;
        this.data = data;
        this.inEventTime = inEventTime;
    }

    /**
     * The same under the time of the stream instead of that of the writing, for whoever goes on in event time. Others would
     * see what is about an old time deleted by the topic's retention at once.
     */
    EventRecords<T> inEventTime() {
        return new EventRecords<>(topic, type, source, key, time, data, true);
    }

    @Override
    public void open(SerializationSchema.InitializationContext context, KafkaSinkContext sinkContext)
            throws IOException {
        data.open();
    }

    @Override
    public ProducerRecord<byte[], byte[]> serialize(T message, KafkaSinkContext context, Long timestamp) {
        byte[] value = data.apply(message);
        String subject = key.apply(message);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic, null, inEventTime ? timestamp : null, subject.getBytes(StandardCharsets.UTF_8), value);
        Headers headers = record.headers();
        header(headers, "ce_specversion", "1.0");
        header(headers, "ce_id", UUID.nameUUIDFromBytes(value).toString());
        header(headers, "ce_type", type);
        header(headers, "ce_source", source);
        Instant happened = time.apply(message);
        if (happened != null) {
            header(headers, "ce_time", happened.toString());
        }
        header(headers, "ce_subject", subject);
        header(headers, "content-type", "application/json");
        return record;
    }

    static void header(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
