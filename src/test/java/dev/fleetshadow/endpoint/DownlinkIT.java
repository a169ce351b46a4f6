package dev.fleetshadow.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.settings.KafkaSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An agent hears what is for it, from where it had come to, and is heard in its order. */
@Timeout(90)
class DownlinkIT {

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    @TempDir
    Path directory;

    @Test
    void onlyTheOwnKeyIsHeardFromTheStoredPositionOnAndOrdersBeforeCommands() throws Exception {
        BROKER.createTopics("a.commands", "a.control");
        BROKER.send("a.commands", "web-1", bytes("from before it was here"));
        BROKER.send("a.control", "pause/web", bytes("pause"));
        BROKER.send("a.control", "pause/db", bytes("of others"));
        Positions before = Positions.open(directory.resolve("positions"));
        before.reached(0, 1);
        before.save();
        BROKER.send("a.commands", "web-2", bytes("of another"));
        BROKER.send("a.commands", "web-1", bytes("first"));
        BROKER.send("a.commands", "web-1", bytes("second"));
        assertThat(heard(3, false)).containsExactly("control pause", "command first", "command second");
        assertThat(heard(3, true)).containsExactly("control pause", "command first", "command second");
        BROKER.send("a.commands", "web-1", bytes("third"));
        assertThat(heard(2, true)).containsExactly("control pause", "command third");
    }

    @Test
    void lettersArriveInTheirOrderAndOneThatIsTooLargeIsToldApart() throws Exception {
        BROKER.createTopics("b.outcomes");
        try (Uplink uplink = Uplink.of(KafkaSettings.at(BROKER.bootstrapServers(), "b."), "web-1")) {
            Letter huge = new Letter(Topic.OUTCOMES, Instant.EPOCH, new byte[3 << 20]);
            assertThat(uplink.send(List.of(letter("1"), letter("2")))).isEqualTo(new Uplink.Delivery(2, false, null));
            Uplink.Delivery stopped = uplink.send(List.of(letter("3"), huge, letter("4")));
            assertThat(stopped.acknowledged()).isEqualTo(1);
            assertThat(stopped.unusable()).isTrue();
            assertThat(uplink.send(List.of(letter("4"))).acknowledged()).isEqualTo(1);
        }
        assertThat(BROKER.readToEnd("b.outcomes", IsolationLevel.READ_COMMITTED))
                .extracting(record -> record.key() + " " + new String(record.value(), UTF_8))
                .containsExactly("web-1 1", "web-1 2", "web-1 3", "web-1 4");
    }

    /** One life: ends when it has heard so much, and answers at once or never. */
    private List<String> heard(int enough, boolean answers) throws IOException {
        Positions positions = Positions.open(directory.resolve("positions"));
        List<String> heard = new ArrayList<>();
        Downlink downlink =
                Downlink.of(KafkaSettings.at(BROKER.bootstrapServers(), "a."), "web-1", Set.of("pause/web"), positions);
        downlink.listen(new Downlink.Listener() {
            @Override
            public void control(byte[] value) {
                hear("control ", value);
            }

            @Override
            public void command(byte[] value, Runnable answered) {
                hear("command ", value);
                if (answers) {
                    answered.run();
                }
            }

            private void hear(String kind, byte[] value) {
                heard.add(kind + new String(value, UTF_8));
                if (heard.size() == enough) {
                    downlink.close();
                }
            }
        });
        positions.save();
        return heard;
    }

    private static Letter letter(String text) {
        return new Letter(Topic.OUTCOMES, Instant.parse("2026-11-23T10:15:00Z"), bytes(text));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
