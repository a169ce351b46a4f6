package dev.fleetshadow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.cli.Operator.Answer;
import dev.fleetshadow.codec.HealthJson;
import dev.fleetshadow.codec.JsonText;
import dev.fleetshadow.endpoint.EmbeddedBroker;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.settings.PolicyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Bad records are found, repaired and sent again, over a real broker and by a running job; each step goes on from the last. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeadLetterIT {

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long AT = RunningFleet.START.toEpochMilli();
    private static final String RIGHT = "{\"resource\":{\"id\":\"%s\"},\"observedAt\":\"2026-01-05T00:00:00Z\"}";

    @TempDir
    static Path directory;

    private static RunningFleet job;
    private static Operator operator;

    @BeforeAll
    static void startTheJob() throws Exception {
        Path policy = Files.writeString(
                directory.resolve("policy.yaml"), PolicyText.shipped().yaml());
        job = RunningFleet.start(BROKER, policy, Map.of("fleet-shadow.max-resources", "4"));
        operator = new Operator(BROKER.bootstrapServers());
        BROKER.createTopics("empty.deadletter");
        BROKER.send("fleet.status", "broken", "{\"resource\":{\"id\":\"broken\"}}".getBytes(UTF_8), AT);
        BROKER.send("fleet.status", "huge", large(), AT);
        BROKER.send("fleet.outcomes", "agent-1", new byte[] {(byte) 0xff, 0x41, 0}, AT);
        letters(all -> all.size() == 3);
    }

    @AfterAll
    static void stopTheJob() throws Exception {
        job.stop();
    }

    @Test
    @Order(1)
    void theyAreListedWithReasonOriginAndKey() {
        Answer all = operator.types("deadletter", "list");
        assertThat(all.exitCode()).as(all.complaint()).isZero();
        assertThat(all.shown())
                .containsPattern("invalid +fleet.status/0/0 +broken +0 +observedAt: nothing is not usable")
                .containsPattern("too-large +fleet.status/0/1 +huge")
                .containsPattern("invalid +fleet.outcomes/0/0 +agent-1")
                .contains("3 of 3 dead letters that fit.");
        assertThat(operator.types("deadletter", "list", "--reason=too-large").shown())
                .contains("huge", "1 of 1")
                .doesNotContain("broken");
        assertThat(operator.types("deadletter", "list", "--topic=fleet.outcomes", "--json")
                        .shown())
                .contains("\"reason\":\"invalid\"", "\"key\":\"agent-1\"", "\"cut\":false");
        assertThat(operator.types("deadletter", "list", "--limit=1").shown()).contains("1 of 3");
        assertThat(operator.types("deadletter", "list", "--since=1h").shown()).contains("3 of 3");
        assertThat(operator.types("deadletter", "list", "--since=2100-01-01T00:00:00Z")
                        .shown())
                .contains("0 of 0");
        assertThat(operator.types("deadletter", "list", "--topic-prefix=empty.").shown())
                .contains("0 of 0");
        assertThat(operator.types("deadletter", "list", "--topic-prefix=float.").complaint())
                .contains("there is no topic float.deadletter");
        assertThat(operator.types("deadletter", "list", "--since=yesterday").complaint())
                .contains("2h");
    }

    @Test
    @Order(2)
    void oneIsShownAsTextOrInHexAndSaysWhenItIsCut() throws Exception {
        assertThat(operator.types("deadletter", "show", id("broken")).shown())
                .contains(
                        "Is sent again to: fleet.status",
                        "reason",
                        "observedAt: nothing",
                        "{\"resource\":{\"id\":\"broken\"}}");
        assertThat(operator.types("deadletter", "show", id("agent-1")).shown()).contains("00000000  ff 41 00", ".A.");
        Path whole = directory.resolve("huge.json");
        Answer huge = operator.types("deadletter", "show", id("huge"), "--bytes=10", "--output=" + whole);
        assertThat(huge.shown())
                .contains(
                        "1000000 bytes, of which only the first 921600 are kept here", "… and", "Wrote 1000000 bytes");
        assertThat(Files.readAllBytes(whole)).isEqualTo(large());
        Answer unknown = operator.types("deadletter", "show", "0-4711");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.complaint()).contains("there is no dead letter 0-4711");
    }

    @Test
    @Order(3)
    void aRepairedOneIsSentAndRead() throws Exception {
        Path repaired = Files.writeString(directory.resolve("repaired.json"), RIGHT.formatted("broken"));
        Answer answer = operator.types("deadletter", "replay", id("broken"), "--edit=" + repaired);
        assertThat(answer.exitCode()).as(answer.complaint() + answer.shown()).isZero();
        assertThat(answer.shown()).contains("→ fleet.status", "under key broken, replay 1", "1 sent, 0 refused.");
        BROKER.read("fleet.health", IsolationLevel.READ_COMMITTED, DeadLetterIT::toldOfBroken, PATIENCE);
        ConsumerRecord<String, byte[]> sent = last("fleet.status");
        assertThat(header(sent, "fs_replays")).isEqualTo("1");
        assertThat(sent.timestamp()).as("as late as it was").isEqualTo(AT);
        assertThat(operator.types("deadletter", "replay", id("broken"), id("huge"), "--edit=" + repaired)
                        .exitCode())
                .isEqualTo(2);
    }

    @Test
    @Order(4)
    void whatComesBackEveryTimeIsNotSentForEver() {
        for (int replay = 1; replay <= 3; replay++) {
            assertThat(operator.types("deadletter", "replay", "--key=agent-1", "--dry-run")
                            .shown())
                    .contains("would send", "replay " + replay, "1 would be sent");
            Answer answer = operator.types("deadletter", "replay", "--key=agent-1");
            assertThat(answer.shown()).contains("replay " + replay, "1 sent");
            int all = replay + 1;
            letters(letters -> letters.stream()
                            .filter(letter -> "agent-1".equals(letter.key()))
                            .count()
                    == all);
        }
        Answer answer = operator.types("deadletter", "replay", "--key=agent-1");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.shown()).contains("it was replayed 3 times", "0 sent, 1 refused.");
    }

    @Test
    @Order(5)
    void theOriginalOfACutOneIsSentAsLongAsItCanBeRead() throws Exception {
        assertThat(operator.types("deadletter", "replay", id("huge")).shown()).contains("1000000 bytes", "1 sent");
        assertThat(last("fleet.status").value()).isEqualTo(large());
        BROKER.deleteBefore(
                "fleet.status",
                BROKER.readToEnd("fleet.status", IsolationLevel.READ_COMMITTED).size());
        letters(letters ->
                letters.stream().filter(letter -> "huge".equals(letter.key())).count() == 2);
        Answer answer = operator.types("deadletter", "replay", "--key=huge");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.shown()).contains("only its first 921600 of 1000000 bytes are kept", "0 sent, 1 refused.");
    }

    @Test
    @Order(6)
    void anUpdateThatThereWasNoRoomForGoesToTheStatusTopic() throws Exception {
        for (int i = 0; i < 40; i++) {
            String id = "stranger-" + i;
            BROKER.send("fleet.status", id, RIGHT.formatted(id).getBytes(UTF_8), AT);
        }
        Predicate<List<ConsumerRecord<String, byte[]>>> many = all -> all.stream()
                        .filter(letter -> header(letter, "reason").equals("resource-limit"))
                        .count()
                > 30;
        letters(many);
        Answer asked = operator.types("deadletter", "replay", "--reason=resource-limit");
        assertThat(asked.exitCode()).isEqualTo(1);
        assertThat(asked.complaint()).contains("letters fit; look at them with --dry-run, then give --yes");
        assertThat(operator.types("deadletter", "replay", "--reason=resource-limit", "--dry-run")
                        .shown())
                .contains("→ fleet.status: ");
        Answer sent = operator.types("deadletter", "replay", "--reason=resource-limit", "--yes");
        assertThat(sent.exitCode()).as(sent.shown()).isZero();
        assertThat(header(last("fleet.status"), "fs_replays")).isEqualTo("1");
        assertThat(operator.types("deadletter", "replay").complaint()).contains("Name letters, or choose them");
    }

    @Test
    @Order(7)
    void aLetterThatSomebodyForgedDoesNotBecomeACommand() throws Exception {
        BROKER.send(
                "fleet.deadletter",
                "forged",
                "{}".getBytes(UTF_8),
                Map.of("topic", "fleet.commands", "partition", "0", "offset", "0", "reason", "\u001b[2Jinvalid"));
        assertThat(operator.types("deadletter", "list", "--key=forged").shown())
                .contains("[2Jinvalid")
                .doesNotContain("\u001b");
        assertThat(operator.types("deadletter", "show", id("forged")).shown()).doesNotContain("\u001b");
        Answer answer = operator.types("deadletter", "replay", "--key=forged");
        assertThat(answer.exitCode()).isEqualTo(1);
        assertThat(answer.shown()).contains("nobody but the service may write to fleet.commands");
        assertThat(BROKER.readToEnd("fleet.commands", IsolationLevel.READ_UNCOMMITTED))
                .isEmpty();
    }

    private static byte[] large() {
        return ("{\"padding\":\"" + "x".repeat(1_000_000 - 14) + "\"}").getBytes(UTF_8);
    }

    private static boolean toldOfBroken(List<ConsumerRecord<String, byte[]>> reports) {
        return reports.stream().anyMatch(report -> report.key().equals("broken") && readable(report.value()));
    }

    private static boolean readable(byte[] report) {
        try {
            return HealthJson.decode(report).resourceId().equals("broken");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The id of the latest letter under a key, as the list tells it. */
    private static String id(String key) throws Exception {
        String lines =
                operator.types("deadletter", "list", "--key=" + key, "--json").shown();
        String last = lines.lines().reduce((first, second) -> second).orElseThrow();
        return JsonText.texts(("{\"it\":" + last + "}").getBytes(UTF_8), "it").get("id");
    }

    private static void letters(Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
        var letters = BROKER.read(Topic.DEADLETTER.named("fleet."), IsolationLevel.READ_UNCOMMITTED, enough, PATIENCE);
        assertThat(enough.test(letters)).as(letters.toString()).isTrue();
    }

    private static ConsumerRecord<String, byte[]> last(String topic) {
        List<ConsumerRecord<String, byte[]>> records = BROKER.readToEnd(topic, IsolationLevel.READ_COMMITTED);
        return records.get(records.size() - 1);
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
