package dev.fleetshadow.endpoint;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Function;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes a message as a CloudEvent 1.0 in Kafka's binary mode: its attributes in headers, its data as the value.
 *
 * <p>The time of a message that tells none is that of the stream.
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
        EventHeaders.add(record.headers(), type, source, value, happened(message, timestamp), subject);
        return record;
    }

    private Instant happened(T message, Long timestamp) {
        Instant told = time.apply(message);
        return told != null || timestamp == null ? told : Instant.ofEpochMilli(timestamp);
    }
}
