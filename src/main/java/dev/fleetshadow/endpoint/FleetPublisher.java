package dev.fleetshadow.endpoint;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.codec.ControlJson;
import dev.fleetshadow.codec.OutcomeJson;
import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.settings.KafkaSettings;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
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
 * Says what resources, their agents and operators say. Status updates carry the time at which they were observed, as
 * those of resources with good clocks do.
 *
 * <p>The first failure of the broker is thrown by the next call: nothing is lost without a word.
 */
public final class FleetPublisher implements AutoCloseable {

    private static final int PARTITIONS = 4;
    private static final long REACH_SECONDS = 15;

    static final String RESOURCES = "resources";
    private static final String OPERATORS = "operators";

    /** What an event is, who tells it, and when it happened. */
    private record Told(String type, String source, Instant at) {}

    private final Producer<String, byte[]> producer;
    private final String topicPrefix;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    private FleetPublisher(Producer<String, byte[]> producer, String topicPrefix) {
        this.producer = producer;
        this.topicPrefix = topicPrefix;
    }

    /** Makes sure that the topic of the status updates exists, with records kept whatever their time. */
    public static FleetPublisher open(String bootstrapServers, String topicPrefix) throws IOException {
        create(bootstrapServers, Topic.STATUS.named(topicPrefix));
        return open(KafkaSettings.at(bootstrapServers, topicPrefix));
    }

    /** For whoever speaks on topics that exist. */
    public static FleetPublisher open(KafkaSettings kafka) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 131_072);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.putAll(kafka.properties());
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        return new FleetPublisher(
                new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer()),
                kafka.topicPrefix());
    }

    public void publish(StatusUpdate update) throws IOException {
        String id = update.resourceId();
        publish(
                Topic.STATUS,
                update.observedAt().toEpochMilli(),
                id,
                StatusJson.encode(update),
                new Told(StatusJson.TYPE, EventHeaders.source(RESOURCES, id), update.observedAt()));
    }

    public void publish(RemediationOutcome outcome) throws IOException {
        String id = outcome.resourceId();
        publish(
                Topic.OUTCOMES,
                null,
                id,
                OutcomeJson.encode(outcome),
                new Told(OutcomeJson.TYPE, EventHeaders.source(RESOURCES, id), outcome.at()));
    }

    public void publish(ControlMessage control) throws IOException {
        publish(
                Topic.CONTROL,
                null,
                control.key(),
                ControlJson.encode(control),
                new Told(ControlJson.type(control.kind()), EventHeaders.source(OPERATORS, control.by()), control.at()));
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

    private void publish(Topic topic, Long timestamp, String key, byte[] value, Told told) throws IOException {
        check();
        var record = new ProducerRecord<>(topic.named(topicPrefix), null, timestamp, key, value);
        EventHeaders.add(record.headers(), told.type, told.source, value, told.at, key);
        var unused = producer.send(record, (metadata, problem) -> failure.compareAndSet(null, problem));
    }

    private void check() throws IOException {
        Exception problem = failure.get();
        if (problem != null) {
            throw new IOException("publishing failed: " + problem.getMessage(), problem);
        }
    }

    private static void create(String bootstrapServers, String topic) throws IOException {
        NewTopic wanted = new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty())
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1"));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            if (!admin.listTopics().names().get(REACH_SECONDS, TimeUnit.SECONDS).contains(topic)) {
                ReadyTopics.create(admin, List.of(wanted), REACH_SECONDS);
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
