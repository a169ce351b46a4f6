package dev.fleetshadow.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fleetshadow.Contract;
import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.action.SigningKey;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.CommandJson;
import dev.fleetshadow.endpoint.EmbeddedBroker;
import dev.fleetshadow.endpoint.FleetPublisher;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.settings.KafkaSettings;
import dev.fleetshadow.simulator.Fault;
import dev.fleetshadow.simulator.FleetPlan;
import dev.fleetshadow.simulator.SimulatedFleet;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the job, its operators and its agents write over a real broker is as the AsyncAPI document says. */
class ContractIT {

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final int WARM = 1200;
    private static final String GARBAGE = "garbage";
    private static final Set<String> ATTRIBUTES =
            Set.of("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_time", "ce_subject", "content-type");

    private static final String POLICY = """
            guardrails:
              mode: enforce
              in-flight: 1000
              per-hour: 1000
              disabled: [healthy-share, flapping, confidence]
            failure-domains: {at-least: 1000}
            breaker: {at-least: 1000000}
            failure-modes:
              - id: crash
                description: it says that it has failed
                release: 2
                stages: [{status: [failed], held-for: 2}]
            playbooks:
              - for: crash
                mode: approve
                steps:
                  - {action: restart-service, expires-after: P1D}
            """;

    @TempDir
    static Path directory;

    private static RunningFleet job;
    private static FleetPublisher publisher;
    private static SimulatedFleet fleet;

    @BeforeAll
    static void startTheJob() throws Exception {
        Path policy = Files.writeString(directory.resolve("policy.yaml"), POLICY);
        Path key = KeyFiles.write(SigningKey.generate(), directory.resolve("job.key"));
        job = RunningFleet.start(
                BROKER,
                policy,
                Map.of("fleet-shadow.max-resources", "6", "fleet-shadow.signing.key-file", key.toString()));
        publisher = FleetPublisher.open(KafkaSettings.at(BROKER.bootstrapServers(), "fleet."));
        fleet = new SimulatedFleet(new FleetPlan(4, 2, INTERVAL, 7, RunningFleet.START));
    }

    @AfterAll
    static void stopTheJob() throws Exception {
        publisher.close();
        job.stop();
    }

    @Test
    void everyRecordOnEveryTopicIsAsTheDocumentSays() throws Exception {
        live();
        refuse();
        command();
        order();

        Contract contract = Contract.shipped();
        Set<String> healthFields = new TreeSet<>();
        for (Topic topic : Topic.values()) {
            List<ConsumerRecord<String, byte[]>> records = spoken(topic);
            assertThat(records).as("records on " + topic).isNotEmpty();
            for (ConsumerRecord<String, byte[]> record : records) {
                assertThat(contract.problems(topic.named("fleet."), record))
                        .as(() -> told(record))
                        .isEmpty();
                assertThat(names(record)).as(() -> told(record)).containsAll(ATTRIBUTES);
                if (topic == Topic.HEALTH) {
                    JSON.readTree(record.value()).properties().forEach(field -> {
                        if (!field.getValue().isEmpty() || !field.getValue().isContainerNode()) {
                            healthFields.add(field.getKey());
                        }
                    });
                }
            }
        }
        assertThat(healthFields)
                .as("what was checked was not empty")
                .contains("score", "contributions", "forecasts", "secondOpinion", "incident", "previousScore");
        assertThat(types(Topic.CONTROL)).hasSize(ControlKind.values().length);
    }

    @Test
    void whatTheDocumentDoesNotKnowIsFound() throws Exception {
        step(1);
        publisher.flush();
        ConsumerRecord<String, byte[]> record = spoken(Topic.STATUS).get(0);
        Contract contract = Contract.shipped();
        JsonNode schema = contract.message("fleet.status", header(record, "ce_type"))
                .orElseThrow()
                .at("/payload/schema");
        var status = JSON.readTree(record.value()).deepCopy();
        ((ObjectNode) status).put("extra", 1);
        assertThat(contract.violations(schema, status)).hasSize(1);
        assertThat(contract.message("fleet.health", header(record, "ce_type"))).isEmpty();
    }

    /** Days of a fleet in which one resource leaks. */
    private static void live() throws IOException {
        step(WARM);
        fleet.inject(Fault.MEMORY_LEAK, fleet.resourceIds().get(0));
        step(60);
    }

    /** Records that nobody can use, and more resources than the job may shadow. */
    private static void refuse() throws Exception {
        long now = fleet.now().toEpochMilli();
        BROKER.send("fleet.status", GARBAGE, "{\"resource\":".getBytes(UTF_8), now);
        BROKER.send("fleet.status", GARBAGE, new byte[0], now);
        BROKER.send("fleet.status", null, new byte[300_000], now);
        BROKER.send("fleet.outcomes", GARBAGE, new byte[] {(byte) 0xff, 0}, now);
        BROKER.send("fleet.control", GARBAGE, "{\"type\":\"decree\"}".getBytes(UTF_8), now);
        for (int i = 0; i < 20; i++) {
            publisher.publish(
                    StatusUpdate.running(Resource.of("stranger-" + i, "far"), fleet.now(), Map.of("load", 1.0)));
        }
    }

    /** One command that a person approves and the agent fails. */
    private static void command() throws Exception {
        String failing = fleet.resourceIds().get(1);
        fleet.inject(Fault.CRASH, failing);
        step(6);
        AuditEvent proposal = job.awaits(AuditKind.PROPOSED, failing);
        publisher.publish(ControlMessage.approval(
                proposal.group(), proposal.commandId(), true, "ada", "looks right", fleet.now()));
        publisher.flush();
        job.awaits(AuditKind.SENT, failing);
        RemediationRequest command = CommandJson.decode(
                BROKER.read("fleet.commands", IsolationLevel.READ_COMMITTED, all -> !all.isEmpty(), PATIENCE)
                        .get(0)
                        .value());
        for (CommandState state : List.of(CommandState.IN_PROGRESS, CommandState.FAILED)) {
            publisher.publish(new RemediationOutcome(
                    command.commandId(),
                    command.resource().id(),
                    command.resource().group(),
                    state,
                    fleet.now(),
                    "no such service"));
        }
        publisher.flush();
        job.awaits(AuditKind.FAILED, failing);
        step(3);
        BROKER.read("fleet.effectiveness", IsolationLevel.READ_COMMITTED, all -> !all.isEmpty(), PATIENCE);
    }

    private static void order() throws Exception {
        Instant now = fleet.now();
        String group = fleet.resources().get(2).group();
        publisher.publish(ControlMessage.pause(group, true, "ada", "too much at once", now));
        publisher.publish(ControlMessage.pause(group, false, "ada", "", now));
        publisher.publish(ControlMessage.release(group, fleet.resourceIds().get(2), "ada", "repaired", now));
        publisher.publish(ControlMessage.policy(
                POLICY.replace("expires-after: P1D", "expires-after: PT1H"), "ada", "slower", now));
        publisher.publish(window(ControlKind.MAINTENANCE, group, now));
        publisher.publish(window(ControlKind.CHANGE, group, now));
        publisher.flush();
        step(3);
        job.awaits(entry -> entry.kind() == AuditKind.POLICY_CHANGED);
        job.awaits(entry -> entry.kind() == AuditKind.MAINTENANCE_ANNOUNCED);
        job.awaits(entry -> entry.kind() == AuditKind.CHANGE_ANNOUNCED);
        job.awaits(entry -> entry.kind() == AuditKind.RESUMED);
    }

    private static ControlMessage window(ControlKind kind, String group, Instant now) {
        return new ControlMessage(
                kind, "W-1", group, "", true, now, now.plus(Duration.ofHours(1)), "", "ada", "new disks", now);
    }

    private static void step(int times) throws IOException {
        for (int i = 0; i < times; i++) {
            for (StatusUpdate update : fleet.step()) {
                publisher.publish(update);
            }
        }
    }

    /** Everything in a topic but the garbage. */
    private static List<ConsumerRecord<String, byte[]>> spoken(Topic topic) {
        boolean heard = topic == Topic.STATUS || topic == Topic.OUTCOMES || topic == Topic.CONTROL;
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>(job.everything(topic));
        records.removeIf(
                record -> heard && (record.key() == null || record.key().equals(GARBAGE)));
        return records;
    }

    private static Set<String> types(Topic topic) {
        Set<String> types = new TreeSet<>();
        spoken(topic).forEach(record -> types.add(header(record, "ce_type")));
        return types;
    }

    private static Set<String> names(ConsumerRecord<String, byte[]> record) {
        Set<String> names = new TreeSet<>();
        record.headers().forEach(header -> names.add(header.key()));
        return names;
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private static String told(ConsumerRecord<String, byte[]> record) {
        return record + "\n" + (record.value() == null ? "" : new String(record.value(), UTF_8));
    }
}
