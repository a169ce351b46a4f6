package dev.fleetshadow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.action.SigningKey;
import dev.fleetshadow.action.TrustedKeys;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.DiagnosisJson;
import dev.fleetshadow.codec.OutcomeJson;
import dev.fleetshadow.codec.SignedCommand;
import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.endpoint.EmbeddedBroker;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Drives the whole job over a real broker, with the configuration that is shipped. */
class FleetShadowJobIT {

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final FleetTopics TOPICS = new FleetTopics(BROKER, Duration.ofSeconds(30));
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int WARM = 900;

    @TempDir
    static Path directory;

    private static final SigningKey KEY = SigningKey.generate();
    private static final TrustedKeys TRUSTED = new TrustedKeys(List.of(KEY.verifying()));

    private static JobClient job;

    @BeforeAll
    static void startTheJob() throws Exception {
        TOPICS.create();
        Configuration config = ShippedJob.configuration(BROKER);
        config.setString(
                "fleet-shadow.signing.key-file",
                Files.writeString(directory.resolve("signing.key"), KEY.text()).toString());
        ShippedJob.outlive(config, directory, "PT24H", "PT12H");
        job = ShippedJob.start(config);
    }

    @AfterAll
    static void stopTheJob() throws Exception {
        job.cancel().get();
    }

    @Test
    void aLeakBecomesACommandAndItsRecoveryIsVerified() throws Exception {
        Resource leaking = Resource.of("web-1", "web");
        SplittableRandom random = new SplittableRandom(1);
        int t = 0;
        for (; t < WARM; t++) {
            send(leaking, t, 0.4, random);
        }
        for (int leak = 0; leak < 60; leak++, t++) {
            send(leaking, t, 0.4 + 0.008 * leak, random);
        }
        SignedCommand signed = SignedCommand.decode(TOPICS.read(Topic.COMMANDS, records -> !records.isEmpty())
                .get(0)
                .value());
        assertThat(TRUSTED.refusal(signed.signed(), signed.signature())).isEmpty();
        RemediationRequest command = signed.request();
        assertThat(command.resource().id()).isEqualTo("web-1");
        assertThat(command.failureMode()).isEqualTo("memory-exhaustion");
        assertThat(command.action()).isEqualTo("restart-service");
        assertThat(DiagnosisJson.decode(TOPICS.read(Topic.DIAGNOSES, records -> !records.isEmpty())
                                .get(0)
                                .value())
                        .id())
                .isEqualTo(command.diagnosisId());

        BROKER.send(
                "fleet.outcomes",
                "web-1",
                OutcomeJson.encode(new RemediationOutcome(
                        command.commandId(), "web-1", "web", CommandState.SUCCESS, command.issuedAt(), "restarted")));
        TOPICS.read(Topic.AUDIT, FleetTopics.has(AuditKind.SUCCEEDED));
        for (int calm = 0; calm < 300; calm++, t++) {
            send(leaking, t, 0.4, random);
        }
        List<AuditEvent> trail =
                TOPICS.read(Topic.AUDIT, FleetTopics.has(AuditKind.VERIFIED, AuditKind.ESCALATED)).stream()
                        .map(FleetTopics::audit)
                        .toList();
        assertThat(trail)
                .extracting(AuditEvent::kind)
                .containsSubsequence(AuditKind.DIAGNOSED, AuditKind.SENT, AuditKind.SUCCEEDED, AuditKind.VERIFIED);
        String previous = AuditEvent.GENESIS;
        for (AuditEvent entry : trail) {
            assertThat(entry.previousHash()).isEqualTo(previous);
            assertThat(entry.intact()).isTrue();
            previous = entry.hash();
        }
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersWithItsReasonAndTheJobGoesOn() throws Exception {
        byte[] megabyte = ("{\"padding\":\"" + "x".repeat(1_000_000) + "\"}").getBytes(UTF_8);
        Map<String, byte[]> poison = new HashMap<>();
        poison.put("malformed", "{\"resource\":".getBytes(UTF_8));
        poison.put("wrong-type", "{\"resource\":{\"id\":7},\"observedAt\":\"2026-01-05T00:00:00Z\"}".getBytes(UTF_8));
        poison.put("empty", new byte[0]);
        poison.put("no-time", "{\"resource\":{\"id\":\"a\"}}".getBytes(UTF_8));
        poison.put("megabyte", megabyte);
        for (Map.Entry<String, byte[]> record : poison.entrySet()) {
            BROKER.send("fleet.status", record.getKey(), record.getValue(), START.toEpochMilli());
        }
        String odd = "{\"resource\":{\"id\":\"odd\"},\"observedAt\":\"2026-01-05T00:00:00Z\","
                + "\"metrics\":{\"nan\":NaN,\"absurd\":1e300,\"text\":\"12\",\"fine\":1}}";
        BROKER.send("fleet.status", "odd", odd.getBytes(UTF_8), START.toEpochMilli());

        Map<String, ConsumerRecord<String, byte[]>> letters = new HashMap<>();
        TOPICS.read(Topic.DEADLETTER, records -> records.size() >= poison.size())
                .forEach(letter -> letters.put(letter.key(), letter));
        assertThat(letters.keySet()).isEqualTo(poison.keySet());
        poison.forEach((key, value) -> {
            byte[] kept = letters.get(key).value();
            byte[] whole = Arrays.copyOf(value, Math.min(value.length, 900 * 1024));
            assertThat(kept == null ? new byte[0] : kept).as(key).isEqualTo(whole);
        });
        assertThat(header(letters.get("malformed"), "reason")).isEqualTo("invalid");
        assertThat(header(letters.get("wrong-type"), "detail")).contains("resource.id", "7", "send a text");
        assertThat(header(letters.get("no-time"), "detail")).contains("observedAt", "ISO-8601");
        assertThat(header(letters.get("empty"), "reason")).isEqualTo("empty");
        assertThat(header(letters.get("megabyte"), "reason")).isEqualTo("too-large");
        assertThat(header(letters.get("megabyte"), "original-length")).isEqualTo(Integer.toString(megabyte.length));

        List<ConsumerRecord<String, byte[]>> health = TOPICS.read(
                Topic.HEALTH,
                records -> records.stream().anyMatch(record -> record.key().equals("odd")));
        String report = health.stream()
                .filter(record -> record.key().equals("odd"))
                .map(record -> new String(record.value(), UTF_8))
                .findFirst()
                .orElseThrow();
        assertThat(report).contains("\"nan\"", "\"absurd\"", "\"text\"", "\"level\":\"learning\"");
    }

    private static void send(Resource resource, int t, double memory, SplittableRandom random) throws Exception {
        double load = 0.5 + 0.2 * Math.sin(2 * Math.PI * t / 288.0);
        Map<String, Double> metrics = Map.of(
                "system.memory.utilization", memory + 0.01 * random.nextDouble(),
                "system.cpu.utilization", load + 0.05 * random.nextDouble(),
                "system.network.io", 1e6 * load + 1e5 * random.nextDouble(),
                "app.request.rate", 100 * load + 10 * random.nextDouble(),
                "app.request.latency.p99", 0.1 + 0.02 * random.nextDouble());
        Instant at = START.plus(INTERVAL.multipliedBy(t));
        BROKER.send(
                "fleet.status",
                resource.id(),
                StatusJson.encode(StatusUpdate.running(resource, at, metrics)),
                at.toEpochMilli());
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), UTF_8);
    }
}
