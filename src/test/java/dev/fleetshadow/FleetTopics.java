package dev.fleetshadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.AuditJson;
import dev.fleetshadow.codec.CommandJson;
import dev.fleetshadow.endpoint.EmbeddedBroker;
import dev.fleetshadow.endpoint.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;

/** The topics of a fleet as its people and agents see them, so that a test of the whole job tells what happens in them. */
record FleetTopics(EmbeddedBroker broker, Duration patience) {

    static String name(Topic topic) {
        return topic.named("fleet.");
    }

    void create() throws Exception {
        broker.createTopics(Arrays.stream(Topic.values()).map(FleetTopics::name).toArray(String[]::new));
    }

    /** What was committed, as soon as it is enough; fails if it never is. */
    List<ConsumerRecord<String, byte[]>> read(Topic topic, Predicate<List<ConsumerRecord<String, byte[]>>> enough) {
        List<ConsumerRecord<String, byte[]>> records =
                broker.read(name(topic), IsolationLevel.READ_COMMITTED, enough, patience);
        assertThat(enough.test(records))
                .as("%d records in %s", records.size(), topic)
                .isTrue();
        return records;
    }

    static Predicate<List<ConsumerRecord<String, byte[]>>> has(AuditKind... kinds) {
        return records -> records.stream()
                .anyMatch(record -> List.of(kinds).contains(audit(record).kind()));
    }

    static RemediationRequest command(ConsumerRecord<String, byte[]> record) {
        try {
            return CommandJson.decode(record.value());
        } catch (IOException e) {
            throw new AssertionError("the command cannot be read", e);
        }
    }

    static AuditEvent audit(ConsumerRecord<String, byte[]> record) {
        try {
            return AuditJson.decode(record.value());
        } catch (IOException e) {
            throw new AssertionError("the audit entry cannot be read", e);
        }
    }

    /** What an agent answers that has done as it was told. */
    static RemediationOutcome success(RemediationRequest command) {
        return new RemediationOutcome(
                command.commandId(),
                command.resource().id(),
                command.resource().group(),
                CommandState.SUCCESS,
                command.issuedAt(),
                "restarted");
    }
}
