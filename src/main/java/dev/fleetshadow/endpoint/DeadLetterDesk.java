package dev.fleetshadow.endpoint;

import dev.fleetshadow.settings.KafkaSettings;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Reads dead letters and sends them again to where they came from. For one thread.
 *
 * <p>Reads without a consumer group: to look at a letter changes nothing.
 */
public final class DeadLetterDesk implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final int REACH_MILLIS = 15_000;
    private static final int MOST_REQUEST_BYTES = 64 * 1024 * 1024;

    /** Whoever can write dead letters must not thereby write commands. */
    private static final Set<Topic> ONLY_THE_SERVICE_WRITES =
            EnumSet.of(Topic.DIAGNOSES, Topic.COMMANDS, Topic.AUDIT, Topic.DEADLETTER);

    /** Takes one letter. */
    @FunctionalInterface
    public interface Taker {
        void take(KeptLetter letter) throws IOException;
    }

    private final KafkaSettings kafka;
    private final Consumer<byte[], byte[]> consumer;
    /** Made for the first letter that is sent. */
    private Producer<byte[], byte[]> producer;

    private DeadLetterDesk(KafkaSettings kafka, Consumer<byte[], byte[]> consumer) {
        this.kafka = kafka;
        this.consumer = consumer;
    }

    public static DeadLetterDesk open(KafkaSettings kafka) throws IOException {
        Properties reading = new Properties();
        reading.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REACH_MILLIS);
        reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        reading.putAll(kafka.properties());
        reading.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
        reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        try {
            return new DeadLetterDesk(
                    kafka, new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        } catch (KafkaException e) {
            throw unreachable(kafka, e);
        }
    }

    /** Hands over every letter there is by now, of each partition in their order, and none that comes after. */
    public void readAll(Taker taker) throws IOException {
        List<TopicPartition> partitions = partitions(Topic.DEADLETTER.named(kafka.topicPrefix()));
        if (partitions.isEmpty()) {
            throw new IOException("there is no topic %s; create it or correct --topic-prefix"
                    .formatted(Topic.DEADLETTER.named(kafka.topicPrefix())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Ends ends = Ends.of(consumer, partitions);
        ends.reach("letters", () -> {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(GLANCE)) {
                if (ends.cover(record)) {
                    taker.take(new KeptLetter(record));
                }
            }
        });
    }

    /** The bytes to send again; empty if they were cut and the original is not to be read any more where it was. */
    public Optional<byte[]> original(KeptLetter letter) throws IOException {
        if (!letter.cut()) {
            return Optional.of(letter.value());
        }
        if (letter.origin().isEmpty()) {
            return Optional.empty();
        }
        KeptLetter.Origin origin = letter.origin().get();
        TopicPartition place = new TopicPartition(origin.topic(), origin.partition());
        if (!partitions(origin.topic()).contains(place)) {
            return Optional.empty();
        }
        consumer.assign(List.of(place));
        if (consumer.beginningOffsets(List.of(place)).get(place) > origin.offset()
                || consumer.endOffsets(List.of(place)).get(place) <= origin.offset()) {
            return Optional.empty();
        }
        consumer.seek(place, origin.offset());
        long deadline = System.nanoTime() + Ends.PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(GLANCE)) {
                return same(letter, origin, record) ? Optional.of(record.value()) : Optional.empty();
            }
        }
        throw new IOException("the broker has sent nothing for %s of %s".formatted(Ends.PATIENCE, place));
    }

    /** Where a letter is sent again: to where it came from, and an update that was read to the status topic. */
    public String destination(KeptLetter letter) {
        return letter.origin().map(KeptLetter.Origin::topic).orElse(Topic.STATUS.named(kafka.topicPrefix()));
    }

    /** Why nothing may be sent there; empty if it may. */
    public Optional<String> closed(String topic) throws IOException {
        if (ONLY_THE_SERVICE_WRITES.stream().anyMatch(own -> topic.equals(own.named(kafka.topicPrefix())))) {
            return Optional.of("nobody but the service may write to " + topic + ": the letter is not of its making");
        }
        return partitions(topic).isEmpty() ? Optional.of("there is no topic " + topic + " any more") : Optional.empty();
    }

    /** Returns when the broker has the record. */
    public void send(KeptLetter letter, byte[] value, int replays) throws IOException {
        String topic = destination(letter);
        var record = new ProducerRecord<>(topic, null, letter.timestamp(), letter.rawKey(), value);
        Replays.write(record.headers(), replays);
        try {
            var unused = producer().send(record).get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "%s takes no record of %d bytes: %s"
                            .formatted(topic, value.length, e.getCause().getMessage()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sending", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
        if (producer != null) {
            producer.close();
        }
    }

    private Producer<byte[], byte[]> producer() {
        if (producer == null) {
            Properties writing = new Properties();
            writing.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, REACH_MILLIS);
            writing.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MOST_REQUEST_BYTES);
            writing.putAll(kafka.properties());
            writing.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
            producer = new KafkaProducer<>(writing, new ByteArraySerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private static boolean same(KeptLetter letter, KeptLetter.Origin origin, ConsumerRecord<byte[], byte[]> record) {
        byte[] kept = letter.value();
        return record.offset() == origin.offset()
                && record.value() != null
                && record.value().length == letter.originalLength()
                && Arrays.equals(record.key(), letter.rawKey())
                && Arrays.equals(Arrays.copyOf(record.value(), kept.length), kept);
    }

    private List<TopicPartition> partitions(String topic) throws IOException {
        try {
            var known = consumer.partitionsFor(topic);
            return known == null
                    ? List.of()
                    : known.stream()
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
        } catch (KafkaException e) {
            throw unreachable(kafka, e);
        }
    }

    private static IOException unreachable(KafkaSettings kafka, KafkaException e) {
        return new IOException(
                "no broker answers at %s (%s); start one or correct --bootstrap-servers"
                        .formatted(kafka.bootstrapServers(), e.getMessage()),
                e);
    }
}
