package dev.fleetshadow.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.settings.KafkaSettings;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever listens gets all there is, or of one resource no more than that. */
class FleetReaderIT {

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int RESOURCES = 20;
    private static final int UPDATES = 30;

    @BeforeAll
    static void publishTheUpdatesOfAFleet() throws IOException {
        try (FleetPublisher publisher = FleetPublisher.open(BROKER.bootstrapServers(), "many.")) {
            publish(publisher, 0, UPDATES);
        }
    }

    @Test
    void everythingThereIsIsReadFromAllPartitionsAndNothingThatComesLater() throws IOException {
        try (FleetPublisher publisher = FleetPublisher.open(BROKER.bootstrapServers(), "few.");
                FleetReader reader = FleetReader.open(BROKER.bootstrapServers(), "few.", List.of(Topic.STATUS))) {
            publish(publisher, 0, 3);
            List<StatusUpdate> first = new ArrayList<>();
            reader.readToEnd((topic, value) -> first.add(StatusJson.decode(value)));
            assertThat(first).hasSize(3 * RESOURCES);
            publish(publisher, 3, 4);
            List<StatusUpdate> next = new ArrayList<>();
            reader.readToEnd((topic, value) -> next.add(StatusJson.decode(value)));
            assertThat(next)
                    .hasSize(RESOURCES)
                    .allSatisfy(update -> assertThat(update.observedAt()).isEqualTo(minute(3)));
            reader.readToEnd((topic, value) -> next.clear());
            assertThat(next).hasSize(RESOURCES);
        }
    }

    @Test
    void ofOneResourceEverythingFromATimeOnIsReadWhateverItsPartition() throws IOException {
        for (int resource = 0; resource < RESOURCES; resource++) {
            String id = "web-" + resource;
            List<StatusUpdate> read = new ArrayList<>();
            try (FleetReader reader = FleetReader.open(BROKER.bootstrapServers(), "many.", List.of(Topic.STATUS))) {
                assertThat(reader.narrow(Topic.STATUS, id, minute(10), 1_000_000))
                        .isFalse();
                reader.readToEnd((topic, value) -> read.add(StatusJson.decode(value)));
            }
            assertThat(read).extracting(StatusUpdate::resourceId).containsOnly(id);
            assertThat(read)
                    .extracting(StatusUpdate::observedAt)
                    .hasSize(UPDATES - 10)
                    .first()
                    .isEqualTo(minute(10));
        }
    }

    @Test
    void whoeverLooksAtTheLastRecordsOnlyIsToldThatOthersAreLeftOut() throws IOException {
        List<StatusUpdate> read = new ArrayList<>();
        try (FleetReader reader = FleetReader.open(BROKER.bootstrapServers(), "many.", List.of(Topic.STATUS))) {
            assertThat(reader.narrow(Topic.STATUS, "web-3", START, 10)).isTrue();
            reader.readToEnd((topic, value) -> read.add(StatusJson.decode(value)));
        }
        assertThat(read).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void aTopicThatIsNotThereAndABrokerThatDoesNotAnswerAreNamed() throws IOException {
        assertThatThrownBy(() -> FleetReader.open(BROKER.bootstrapServers(), "none.", List.of(Topic.AUDIT)))
                .isInstanceOf(IOException.class)
                .hasMessage("there is no topic none.audit; create it or correct --topic-prefix");
        try (ServerSocket silent = new ServerSocket(0)) {
            KafkaSettings nowhere = new KafkaSettings(
                    "127.0.0.1:" + silent.getLocalPort(),
                    "fleet.",
                    "",
                    Duration.ZERO,
                    Map.of("default.api.timeout.ms", "600", "request.timeout.ms", "500"));
            assertThatThrownBy(() -> FleetReader.open(nowhere, List.of(Topic.AUDIT)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("no broker answers at 127.0.0.1:", "--bootstrap-servers");
        }
    }

    private static void publish(FleetPublisher publisher, int from, int to) throws IOException {
        for (int minute = from; minute < to; minute++) {
            for (int resource = 0; resource < RESOURCES; resource++) {
                publisher.publish(StatusUpdate.running(
                        Resource.of("web-" + resource, "web"), minute(minute), Map.of("load", 1.0)));
            }
        }
        publisher.flush();
    }

    private static Instant minute(int minute) {
        return START.plus(Duration.ofMinutes(minute));
    }
}
