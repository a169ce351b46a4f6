package dev.fleetshadow.endpoint;

import dev.fleetshadow.codec.OutcomeJson;
import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.settings.KafkaSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Says what an agent has to say, in its order, and tells how much of it the broker has. For one thread.
 *
 * <p>What was handed over is tried again for as long as it takes: with idempotence that neither doubles nor reorders it. A
 * failure that trying again does not mend ends the client, and the next call begins with a new one.
 */
public final class Uplink implements AutoCloseable {

    private static final long BUFFER_BYTES = 4 << 20;
    private static final int REACH_MILLIS = 15_000;
    private static final int RECONNECT_MILLIS = 10_000;

    /**
     * How far it has come.
     *
     * @param acknowledged so many of the letters, from the first on, are with the broker
     * @param unusable whether the next one will never be taken
     * @param problem with the next one; {@code null} if there is none
     */
    public record Delivery(int acknowledged, boolean unusable, String problem) {}

    private final Map<String, Object> properties;
    private final String key;
    private final String source;
    private final String topicPrefix;
    private Producer<String, byte[]> producer;

    private Uplink(Map<String, Object> properties, String key, String topicPrefix) {
        this.properties = properties;
        this.key = key;
        this.source = EventHeaders.source(FleetPublisher.RESOURCES, key);
        this.topicPrefix = topicPrefix;
    }

    /** Reaches for nothing yet. */
    public static Uplink of(KafkaSettings kafka, String resourceId) {
        Map<String, Object> properties = small(kafka, "fleet-shadow-agent");
        properties.putIfAbsent(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        properties.putIfAbsent(ProducerConfig.MAX_BLOCK_MS_CONFIG, REACH_MILLIS);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        return new Uplink(properties, resourceId, kafka.topicPrefix());
    }

    /** Returns when the broker has them all, or when it is certain that it will not. */
    public Delivery send(List<Letter> letters) throws InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>(letters.size());
        int acknowledged = 0;
        try {
            if (producer == null) {
                producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
            }
            for (Letter letter : letters) {
                Long at = Math.max(0, letter.at().toEpochMilli());
                var record = new ProducerRecord<>(letter.topic().named(topicPrefix), null, at, key, letter.value());
                EventHeaders.add(record.headers(), type(letter.topic()), source, letter.value(), letter.at(), key);
                sent.add(producer.send(record));
                if (failedAlready(sent.get(sent.size() - 1))) {
                    // What is behind it would overtake it.
                    break;
                }
            }
            for (Future<RecordMetadata> one : sent) {
                one.get();
                acknowledged++;
            }
            return new Delivery(acknowledged, false, null);
        } catch (ExecutionException e) {
            return failed(acknowledged, e.getCause());
        } catch (InterruptException e) {
            InterruptedException interruption = new InterruptedException("interrupted while sending");
            interruption.initCause(e);
            throw interruption;
        } catch (KafkaException e) {
            // Those before it are on their way: what became of them decides from where it is tried again.
            return failed(settled(sent), e);
        }
    }

    @Override
    public void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private static String type(Topic topic) {
        return switch (topic) {
            case STATUS -> StatusJson.TYPE;
            case OUTCOMES -> OutcomeJson.TYPE;
            case HEALTH, DIAGNOSES, COMMANDS, CONTROL, AUDIT, EFFECTIVENESS, DEADLETTER ->
                throw new IllegalArgumentException("an agent says nothing on " + topic);
        };
    }

    private Delivery failed(int acknowledged, Throwable cause) {
        close();
        String problem = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        boolean unusable = cause instanceof RecordTooLargeException || cause instanceof InvalidTimestampException;
        return new Delivery(acknowledged, unusable, problem);
    }

    private static boolean failedAlready(Future<RecordMetadata> one) throws InterruptedException {
        if (!one.isDone()) {
            return false;
        }
        try {
            one.get();
            return false;
        } catch (ExecutionException e) {
            return true;
        }
    }

    private static int settled(List<Future<RecordMetadata>> sent) throws InterruptedException {
        int acknowledged = 0;
        for (Future<RecordMetadata> one : sent) {
            try {
                one.get();
                acknowledged++;
            } catch (ExecutionException e) {
                break;
            }
        }
        return acknowledged;
    }

    /** What both clients of an agent have in common: little memory, and no more attempts than it takes. */
    static Map<String, Object> small(KafkaSettings kafka, String clientId) {
        Map<String, Object> properties = new HashMap<>();
        properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        properties.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MILLIS);
        properties.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        properties.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        properties.putAll(kafka.properties());
        properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        return properties;
    }
}
