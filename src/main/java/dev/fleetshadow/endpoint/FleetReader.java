package dev.fleetshadow.endpoint;

import dev.fleetshadow.settings.KafkaSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Listens to the service like an agent or an operator: from the beginning of its topics, and only to transactions that
 * were committed.
 *
 * <p>Reads every partition alone, without a consumer group. For one thread.
 */
public final class FleetReader implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final int REACH_MILLIS = 15_000;

    /** Takes one message in its wire format. */
    @FunctionalInterface
    public interface Listener {
        void on(Topic topic, byte[] value) throws IOException;
    }

    private final Consumer<byte[], byte[]> consumer;
    private final Map<Topic, List<TopicPartition>> partitions = new LinkedHashMap<>();
    private final Map<Topic, byte[]> keys = new EnumMap<>(Topic.class);

    private FleetReader(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** The same without further properties of the client. */
    public static FleetReader open(String bootstrapServers, String topicPrefix, List<Topic> topics) throws IOException {
        return open(KafkaSettings.at(bootstrapServers, topicPrefix), topics);
    }

    /** The topics must exist; of what is new in several of them, {@link #poll} hands over the first named first. */
    public static FleetReader open(KafkaSettings kafka, List<Topic> topics) throws IOException {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REACH_MILLIS);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.putAll(kafka.properties());
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        FleetReader reader = null;
        try {
            reader = new FleetReader(
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
            reader.assign(kafka.topicPrefix(), topics);
            return reader;
        } catch (KafkaException e) {
            close(reader);
            throw new IOException(
                    "no broker answers at %s (%s); start one or correct --bootstrap-servers"
                            .formatted(kafka.bootstrapServers(), e.getMessage()),
                    e);
        } catch (IOException e) {
            close(reader);
            throw e;
        }
    }

    /** Hands over what is new; waits up to {@code timeout} for the first message. */
    public void poll(Duration timeout, Listener listener) throws IOException {
        var records = consumer.poll(timeout);
        for (var own : partitions.entrySet()) {
            for (TopicPartition partition : own.getValue()) {
                byte[] key = keys.get(own.getKey());
                for (var message : records.records(partition)) {
                    if (key == null || Arrays.equals(key, message.key())) {
                        listener.on(own.getKey(), message.value());
                    }
                }
            }
        }
    }

    /** Hands over everything there is by now, and nothing that comes after. */
    public void readToEnd(Listener listener) throws IOException {
        Set<TopicPartition> read = new HashSet<>(consumer.assignment());
        read.removeAll(consumer.paused());
        Ends.of(consumer, read).reach("records", () -> poll(GLANCE, listener));
    }

    /** Hands over what is new until the thread is interrupted, which is no failure. */
    public void follow(Listener listener) throws IOException {
        try {
            while (!Thread.interrupted()) {
                poll(GLANCE, listener);
            }
        } catch (InterruptException end) {
            boolean unused = Thread.interrupted();
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
        partitions.get(topic).forEach(consumer::position);
    }

    /**
     * Reads of a topic that the service writes only what has this key: of its partition the records from this time on,
     * and of those only the last {@code most}.
     *
     * @return whether some of them are left out
     */
    public boolean narrow(Topic topic, String key, Instant from, long most) {
        List<TopicPartition> all = partitions.get(topic);
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        keys.put(topic, bytes);
        int place = Utils.toPositive(Utils.murmur2(bytes)) % all.size();
        TopicPartition own = all.get(place);
        consumer.pause(all.stream().filter(other -> !other.equals(own)).toList());
        long end = consumer.endOffsets(List.of(own)).get(own);
        var found = consumer.offsetsForTimes(Map.of(own, Math.max(0, from.toEpochMilli())))
                .get(own);
        long wanted = found == null ? end : found.offset();
        long begin = Math.max(wanted, end - most);
        consumer.seek(own, begin);
        return begin > wanted;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void assign(String topicPrefix, List<Topic> topics) throws IOException {
        for (Topic topic : topics) {
            String name = topic.named(topicPrefix);
            List<TopicPartition> found = partitionsOf(name);
            if (found.isEmpty()) {
                throw new IOException("there is no topic %s; create it or correct --topic-prefix".formatted(name));
            }
            partitions.put(topic, found);
        }
        consumer.assign(partitions.values().stream().flatMap(List::stream).toList());
    }

    private List<TopicPartition> partitionsOf(String topic) {
        var known = consumer.partitionsFor(topic);
        return known == null
                ? List.of()
                : known.stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .sorted(Comparator.comparingInt(TopicPartition::partition))
                        .toList();
    }

    private static void close(FleetReader reader) {
        if (reader != null) {
            reader.close();
        }
    }

    private static long sum(Collection<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }
}
