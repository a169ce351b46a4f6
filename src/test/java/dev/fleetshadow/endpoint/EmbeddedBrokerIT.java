package dev.fleetshadow.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.apache.kafka.common.IsolationLevel.READ_COMMITTED;
import static org.apache.kafka.common.IsolationLevel.READ_UNCOMMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Proves that tests of exactly-once delivery may trust the broker they run against. */
class EmbeddedBrokerIT {

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    @Test
    void whatIsSentIsReadInOrder() throws Exception {
        BROKER.createTopics("plain");
        BROKER.send("plain", "vm-1", "first".getBytes(UTF_8));
        BROKER.send("plain", "vm-2", "second".getBytes(UTF_8));

        assertThat(values("plain", READ_COMMITTED, 2, Duration.ofSeconds(20))).containsExactly("first", "second");
    }

    @Test
    void aTransactionalWriteIsInvisibleToReadCommittedUntilItIsCommitted() throws Exception {
        BROKER.createTopics("transactional");
        Map<String, Object> settings =
                Map.of("bootstrap.servers", BROKER.bootstrapServers(), "transactional.id", "test");
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("transactional", "vm-1", "command".getBytes(UTF_8)))
                    .get();

            assertThat(values("transactional", READ_UNCOMMITTED, 1, Duration.ofSeconds(20)))
                    .containsExactly("command");
            assertThat(values("transactional", READ_COMMITTED, 1, Duration.ofMillis(500)))
                    .isEmpty();

            producer.commitTransaction();
            assertThat(values("transactional", READ_COMMITTED, 1, Duration.ofSeconds(20)))
                    .containsExactly("command");
        }
    }

    private static List<String> values(String topic, IsolationLevel isolation, int expected, Duration atMost) {
        return BROKER.read(topic, isolation, records -> records.size() >= expected, atMost).stream()
                .map(record -> new String(record.value(), UTF_8))
                .toList();
    }
}
