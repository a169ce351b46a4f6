package dev.fleetshadow.endpoint;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Says when a reader has read everything there was when it asked, so that it neither follows what comes after nor waits for
 * ever for a broker that sends nothing.
 */
final class Ends {

    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Consumer<?, ?> consumer;
    private final Map<TopicPartition, Long> ends;

    private Ends(Consumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        this.consumer = consumer;
        this.ends = ends;
    }

    /** Takes some of what is left to be read. */
    @FunctionalInterface
    interface Round {
        void read() throws IOException;
    }

    /** Where these partitions of the consumer end by now. */
    static Ends of(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        return new Ends(consumer, consumer.endOffsets(partitions));
    }

    /** Whether the record was there. */
    boolean cover(ConsumerRecord<?, ?> record) {
        return record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()));
    }

    /**
     * Reads round by round until nothing is left.
     *
     * @param what is read, for a person
     */
    void reach(String what, Round round) throws IOException {
        long before = -1;
        long patience = System.nanoTime() + PATIENCE.toNanos();
        for (long left = left(); left > 0; left = left()) {
            if (left != before) {
                before = left;
                patience = System.nanoTime() + PATIENCE.toNanos();
            } else if (System.nanoTime() > patience) {
                throw new IOException("the broker has sent nothing for %s; %d %s are still to be read"
                        .formatted(PATIENCE, left, what));
            }
            round.read();
        }
    }

    private long left() {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }
}
