package dev.fleetshadow.endpoint;

import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Publishes status updates with the time at which they were observed, as resources with good clocks would.
 *
 * <p>The first failure of the broker is thrown by the next call: nothing is lost without a word.
 */
public final class StatusPublisher implements AutoCloseable {

    private static final int PARTITIONS = 4;
    private static final long REACH_SECONDS = 15;

    private final Producer<String, byte[]> producer;
    private final String topic;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private StatusPublisher(Producer<String, byte[]> producer, String topic) {
        this.producer = producer;
        this.topic = topic;
    }

    /** Makes sure that the topic exists, with records kept whatever their time. */
    public static StatusPublisher open(String bootstrapServers, String topic) throws IOException {
        create(bootstrapServers, topic);
        return new StatusPublisher(
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.BATCH_SIZE_CONFIG,
                                131_072,
                                ProducerConfig.LINGER_MS_CONFIG,
                                20,
                                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                "lz4"),
                        new StringSerializer(),
                        new ByteArraySerializer()),
                topic);
    }

    public void publish(StatusUpdate update) throws IOException {
        check();
        var unused = producer.send(
                new ProducerRecord<>(
                        topic,
                        null,
                        update.observedAt().toEpochMilli(),
                        update.resourceId(),
                        StatusJson.encode(update)),
                (metadata, problem) -> failure.compareAndSet(null, problem));
    }

    /** Returns when the broker has everything published so far. */
    public void flush() throws IOException {
        producer.flush();
        check();
    }

    @Override
    public void close() {
        producer.close();
    }

    private void check() throws IOException {
        Exception problem = failure.get();
        if (problem != null) {
            throw new IOException("publishing to " + topic + " failed: " + problem.getMessage(), problem);
        }
    }

    private static void create(String bootstrapServers, String topic) throws IOException {
        NewTopic wanted = new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            if (!admin.listTopics().names().get(REACH_SECONDS, TimeUnit.SECONDS).contains(topic)) {
                admin.createTopics(List.of(wanted)).all().get(REACH_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(
                    "no broker answers at %s; start one or correct --bootstrap-servers".formatted(bootstrapServers), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while reaching the broker", e);
        }
    }
}
