package dev.fleetshadow.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Proves that the demo's broker comes up, takes the largest record we promise, and leaves no process behind. */
class LocalBrokerIT {

    @Test
    void aBrokerInItsOwnProcessTakesRecordsOfOneMegabyteAndIsGoneAfterClosing() throws Exception {
        Set<Long> before = children();
        try (LocalBroker broker = LocalBroker.start()) {
            assertThat(children()).hasSize(before.size() + 1);
            broker.createTopics(Map.of("status", 2, "commands", 1));
            Map<String, Object> settings =
                    Map.of("bootstrap.servers", broker.bootstrapServers(), "max.request.size", 1_100_000);
            try (Producer<String, byte[]> producer =
                    new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
                RecordMetadata written = producer.send(new ProducerRecord<>("status", 1, "vm-1", new byte[1 << 20]))
                        .get();
                assertThat(written.partition()).isEqualTo(1);
            }
            assertThatThrownBy(() -> broker.createTopics(Map.of("status", 2)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("status")
                    .hasRootCauseMessage("Topic 'status' already exists.");
        }
        assertThat(children()).isEqualTo(before);
    }

    private static Set<Long> children() {
        return ProcessHandle.current().children().map(ProcessHandle::pid).collect(Collectors.toSet());
    }
}
