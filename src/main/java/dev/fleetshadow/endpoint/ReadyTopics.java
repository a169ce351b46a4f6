package dev.fleetshadow.endpoint;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates topics that can be written to at once.
 *
 * <p>A topic is created before its brokers lead its partitions. Of a producer's first batches, sent meanwhile, the first may be
 * refused and the second not; the first then comes out of order for ever, and after two minutes all of them have failed.
 */
final class ReadyTopics {

    private static final long LOOK_NANOS = 20_000_000;

    private ReadyTopics() {}

    /** Returns when the leader of every partition answers; each topic says how many it has. */
    static void create(Admin admin, Collection<NewTopic> topics, long seconds)
            throws ExecutionException, InterruptedException, TimeoutException {
        admin.createTopics(topics).all().get(seconds, TimeUnit.SECONDS);
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!led(admin, partitions, deadline)) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private static boolean led(Admin admin, Map<TopicPartition, OffsetSpec> partitions, long deadline)
            throws ExecutionException, InterruptedException, TimeoutException {
        long left = Math.max(1, deadline - System.nanoTime());
        try {
            admin.listOffsets(partitions).all().get(left, TimeUnit.NANOSECONDS);
            return true;
        } catch (ExecutionException failure) {
            // A broker that was asked too early has not heard of the topic yet.
            if (failure.getCause() instanceof UnknownTopicOrPartitionException && System.nanoTime() < deadline) {
                return false;
            }
            throw failure;
        }
    }
}
