package dev.fleetshadow.endpoint;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Listens to the service like an agent or an operator: from the beginning of its topics, and only to transactions that
 * were committed.
 *
 * <p>Reads every partition alone, without a consumer group. For one thread.
 */
public final class FleetReader implements AutoCloseable {

    /** Takes one message in its wire format. */
    @FunctionalInterface
    public interface Listener {
        void on(Topic topic, byte[] value) throws IOException;
    }

    private final Consumer<byte[], byte[]> consumer;
    private final Map<Topic, List<TopicPartition>> partitions = new LinkedHashMap<>();

    private FleetReader(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** The topics must exist; of what is new in several of them, {@link #poll} hands over the first named first. */
    public static FleetReader open(String bootstrapServers, String topicPrefix, List<Topic> topics) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        FleetReader reader = new FleetReader(
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        topics.forEach(topic -> reader.partitions.put(topic, reader.partitionsOf(topic.named(topicPrefix))));
        reader.consumer.assign(
                reader.partitions.values().stream().flatMap(List::stream).toList());
        return reader;
    }

    /** Hands over what is new; waits up to {@code timeout} for the first message. */
    public void poll(Duration timeout, Listener listener) throws IOException {
        var records = consumer.poll(timeout);
        for (var own : partitions.entrySet()) {
            for (TopicPartition partition : own.getValue()) {
                for (var message : records.records(partition)) {
                    listener.on(own.getKey(), message.value());
                }
            }
        }
    }

    /** How many records a topic holds that nobody deletes from; transactions count one more each. */
    public long written(Topic topic) {
        return sum(consumer.endOffsets(partitions.get(topic)).values());
    }

    /** Reads nothing of a topic until {@link #continueAtEnd}. */
    public void pause(Topic topic) {
        consumer.pause(partitions.get(topic));
    }

    /** Leaves out what the topic holds by now. */
    public void continueAtEnd(Topic topic) {
        consumer.seekToEnd(partitions.get(topic));
        consumer.resume(partitions.get(topic));
    }

    @Override
    public void close() {
        consumer.close();
    }

    private List<TopicPartition> partitionsOf(String topic) {
        return consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
    }

    private static long sum(Collection<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }
}
