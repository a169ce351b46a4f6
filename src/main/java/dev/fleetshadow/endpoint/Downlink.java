package dev.fleetshadow.endpoint;

import dev.fleetshadow.settings.KafkaSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for one resource: to the commands with its key, from where its {@link Positions} say, and to the orders with given
 * keys, which are all heard before the first command.
 *
 * <p>Reads only the partitions these keys are in. Where the number of partitions grows, keys move: then the new partition is
 * read as well, from its beginning, for what is there of this key came after the move. For one thread, but for
 * {@link #close}.
 */
public final class Downlink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Downlink.class);
    private static final Duration GLANCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(60).toNanos();
    private static final int REACH_MILLIS = 15_000;
    private static final int FETCH_BYTES = 256 << 10;
    private static final int MOST_RECORDS = 50;

    /** Takes what is heard. */
    public interface Listener {
        /** An order of an operator. */
        void control(byte[] value);

        /** A command; {@code answered} is run once it has its answer, perhaps much later. */
        void command(byte[] value, Runnable answered);
    }

    private final KafkaSettings kafka;
    private final byte[] commandKey;
    private final List<byte[]> controlKeys;
    private final Positions positions;
    private final long lookAgainNanos;
    private final Set<TopicPartition> commands = new LinkedHashSet<>();
    private volatile Consumer<byte[], byte[]> consumer;
    private volatile boolean closed;

    Downlink(KafkaSettings kafka, String resourceId, Set<String> controlKeys, Positions positions, long lookAgain) {
        this.kafka = kafka;
        this.commandKey = bytes(resourceId);
        this.controlKeys = controlKeys.stream().map(Downlink::bytes).toList();
        this.positions = positions;
        this.lookAgainNanos = lookAgain;
    }

    /** Reaches for nothing yet. */
    public static Downlink of(KafkaSettings kafka, String resourceId, Set<String> controlKeys, Positions positions) {
        return new Downlink(kafka, resourceId, controlKeys, positions, LOOK_AGAIN_NANOS);
    }

    /** Listens until it is closed; fails when the broker cannot be reached, and can then be called again. */
    public void listen(Listener listener) throws IOException {
        try (Consumer<byte[], byte[]> own =
                new KafkaConsumer<>(properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer = own;
            hearControl(own, listener);
            commands.clear();
            List<TopicPartition> control = List.copyOf(own.assignment());
            long looked = System.nanoTime();
            place(own, control);
            while (!closed) {
                hear(own, GLANCE, listener);
                if (System.nanoTime() - looked > lookAgainNanos) {
                    looked = System.nanoTime();
                    place(own, control);
                }
                positions.save();
            }
        } catch (WakeupException end) {
            LOG.debug("Woken up to end.", end);
        } catch (KafkaException e) {
            throw new IOException("no commands from the broker: " + e.getMessage(), e);
        } finally {
            consumer = null;
        }
    }

    @Override
    public void close() {
        closed = true;
        Consumer<byte[], byte[]> own = consumer;
        if (own != null) {
            own.wakeup();
        }
    }

    public boolean closed() {
        return closed;
    }

    private void hearControl(Consumer<byte[], byte[]> own, Listener listener) throws IOException {
        String topic = Topic.CONTROL.named(kafka.topicPrefix());
        int count = own.partitionsFor(topic).size();
        if (count == 0) {
            LOG.warn("There is no topic {}: no pause will be heard of.", topic);
            return;
        }
        List<TopicPartition> places = controlKeys.stream()
                .map(key -> new TopicPartition(topic, partition(key, count)))
                .distinct()
                .toList();
        own.assign(places);
        own.seekToBeginning(places);
        Map<TopicPartition, Long> ends = own.endOffsets(places);
        long patience = System.nanoTime() + PATIENCE.toNanos();
        while (!closed && ends.entrySet().stream().anyMatch(end -> own.position(end.getKey()) < end.getValue())) {
            hear(own, Duration.ofMillis(500), listener);
            if (System.nanoTime() > patience) {
                throw new IOException("the broker has not sent all of " + topic + " within " + PATIENCE);
            }
        }
    }

    /** Takes up the partition of the own key, and goes on with those it was in before. */
    private void place(Consumer<byte[], byte[]> own, List<TopicPartition> control) throws IOException {
        String topic = Topic.COMMANDS.named(kafka.topicPrefix());
        int count = own.partitionsFor(topic).size();
        if (count == 0) {
            throw new IOException("there is no topic " + topic + "; create it or correct topic-prefix");
        }
        Map<Integer, Long> known = positions.begin();
        Map<TopicPartition, Long> added = new HashMap<>();
        known.forEach((partition, offset) -> {
            if (partition < count) {
                added.put(new TopicPartition(topic, partition), offset);
            }
        });
        TopicPartition place = new TopicPartition(topic, partition(commandKey, count));
        if (!added.containsKey(place)) {
            // Whoever has never been here was asked nothing yet: an old command may be one that a lost disk has
            // forgotten.
            Map<TopicPartition, Long> at =
                    known.isEmpty() ? own.endOffsets(List.of(place)) : own.beginningOffsets(List.of(place));
            added.putAll(at);
            LOG.info("Commands are read from {} of {}.", at.get(place), place);
        }
        added.keySet().removeAll(commands);
        commands.addAll(added.keySet());
        if (!added.isEmpty()) {
            List<TopicPartition> all = new ArrayList<>(control);
            all.addAll(commands);
            own.assign(all);
            added.forEach((partition, offset) -> {
                own.seek(partition, offset);
                positions.reached(partition.partition(), offset);
            });
            positions.save();
        }
    }

    private void hear(Consumer<byte[], byte[]> own, Duration timeout, Listener listener) {
        var records = own.poll(timeout);
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (commands.contains(partition)
                        && partition.topic().equals(Topic.COMMANDS.named(kafka.topicPrefix()))) {
                    command(record, listener);
                } else if (controlKeys.stream().anyMatch(key -> Arrays.equals(key, record.key()))
                        && record.value() != null) {
                    listener.control(record.value());
                }
            }
        }
        commands.forEach(partition -> positions.reached(partition.partition(), own.position(partition)));
    }

    private void command(ConsumerRecord<byte[], byte[]> record, Listener listener) {
        if (Arrays.equals(commandKey, record.key()) && record.value() != null) {
            positions.opened(record.partition(), record.offset());
            try {
                listener.command(record.value(), () -> positions.closed(record.partition(), record.offset()));
            } catch (RuntimeException notDealtWith) {
                // It is heard, and opened, once more.
                positions.closed(record.partition(), record.offset());
                throw notDealtWith;
            }
        }
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = Uplink.small(kafka, "fleet-shadow-agent");
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) GLANCE.toMillis());
        properties.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
        properties.putIfAbsent(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 2 * FETCH_BYTES);
        properties.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS);
        properties.putIfAbsent(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, REACH_MILLIS);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        properties.putIfAbsent(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 60_000);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        // Where the broker has deleted what comes next, everything that is left may be new.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        return properties;
    }

    /** As the producers of the commands choose it. */
    private static int partition(byte[] key, int count) {
        return Utils.toPositive(Utils.murmur2(key)) % count;
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
