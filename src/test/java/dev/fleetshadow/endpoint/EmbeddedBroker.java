package dev.fleetshadow.endpoint;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets a test talk to a real broker instead of a mock of one; it runs in the test's JVM for the time of a test class.
 *
 * <p>Register it in a static field with {@code @RegisterExtension}.
 */
public final class EmbeddedBroker implements BeforeAllCallback, AfterAllCallback {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private SingleNodeBroker broker;
    private Producer<String, byte[]> producer;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        broker = opened(
                SingleNodeBroker.start(opened(TemporaryDirectory.create()).path()));
        producer = opened(new KafkaProducer<>(connection(), new StringSerializer(), new ByteArraySerializer()));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        for (AutoCloseable latest : opened) {
            latest.close();
        }
    }

    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Creates topics of one partition, so that a test may rely on the order of records. */
    public void createTopics(String... topics) throws ExecutionException, InterruptedException, TimeoutException {
        List<NewTopic> wanted = Arrays.stream(topics)
                .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()))
                .toList();
        try (Admin admin = Admin.create(connection())) {
            ReadyTopics.create(admin, wanted, 30);
        }
    }

    /** Returns when the broker has the record. */
    public void send(String topic, String key, byte[] value) throws ExecutionException, InterruptedException {
        producer.send(new ProducerRecord<>(topic, key, value)).get();
    }

    /** The same with headers. */
    public void send(String topic, String key, byte[] value, Map<String, String> headers)
            throws ExecutionException, InterruptedException {
        var record = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        producer.send(record).get();
    }

    /** Without headers, under a timestamp of the sender's choice, without waiting for the broker. */
    public void send(String topic, String key, byte[] value, long timestampMillis) {
        var unused = producer.send(new ProducerRecord<>(topic, null, timestampMillis, key, value));
    }

    /** Forgets what is before this offset of a topic of one partition, as its retention would. */
    public void deleteBefore(String topic, long offset) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(connection())) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    /** Everything in the topic, from its beginning, as soon as it is enough or when the time is up. */
    public List<ConsumerRecord<String, byte[]>> read(
            String topic,
            IsolationLevel isolation,
            Predicate<List<ConsumerRecord<String, byte[]>>> enough,
            Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = consumer(isolation)) {
            fromTheBeginning(consumer, topic);
            while (!enough.test(records) && System.nanoTime() < deadline) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    /** Everything there is in the topic by now. */
    public List<ConsumerRecord<String, byte[]>> readToEnd(String topic, IsolationLevel isolation) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (Consumer<String, byte[]> consumer = consumer(isolation)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(fromTheBeginning(consumer, topic));
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    private Consumer<String, byte[]> consumer(IsolationLevel isolation) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", bootstrapServers(), "isolation.level", isolation.toString());
        return new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> fromTheBeginning(Consumer<?, ?> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    private <T extends AutoCloseable> T opened(T resource) {
        opened.push(resource);
        return resource;
    }

    private Map<String, Object> connection() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }
}
