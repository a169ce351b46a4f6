package dev.fleetshadow.cli;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.ControlJson;
import dev.fleetshadow.endpoint.FleetReader;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.settings.KafkaSettings;
import dev.fleetshadow.settings.PolicyText;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/**
 * Finds the policy by which a job works: the last one that the audit trail shows as accepted, as it was written to the topic
 * of the operators; or the one that is shipped.
 *
 * @param since for people: since when it is in force and by whom, or why it is taken to be
 */
record PolicyRuling(PolicyText text, String since) {

    private static final String STARTED_WITH =
            "no policy was changed at run time: this is the shipped one, which holds unless the job was started with another"
                    + " fleet-shadow.policy";

    /**
     * Reads the audit trail and what operators have said.
     *
     * @throws RefusedException if a policy was accepted whose text is no longer there
     */
    static PolicyRuling find(KafkaSettings kafka, PrintWriter err) throws IOException {
        AuditEvent[] last = {null};
        AuditFeed.readAll(kafka, err, entry -> last[0] = entry.kind() == AuditKind.POLICY_CHANGED ? entry : last[0]);
        if (last[0] == null) {
            return new PolicyRuling(PolicyText.shipped(), STARTED_WITH);
        }
        AuditEvent changed = last[0];
        String text = order(kafka, changed)
                .orElseThrow(() -> new RefusedException(
                        "the policy of %s was accepted, but its text is no longer in the topic of the operators: %s"
                                .formatted(changed.actor(), AuditLine.of(changed))))
                .text();
        return new PolicyRuling(
                new PolicyText("policy by " + changed.actor(), text),
                "in force since %s, by %s: %s; a job that was started with another fleet-shadow.policy since works by that"
                        .formatted(changed.at(), changed.actor(), changed.reason()));
    }

    private static Optional<ControlMessage> order(KafkaSettings kafka, AuditEvent changed) throws IOException {
        String orderedAt = changed.details().getOrDefault(AuditEvent.ORDERED_AT, "");
        ControlMessage[] found = {null};
        try (FleetReader reader = FleetReader.open(kafka, List.of(Topic.CONTROL))) {
            reader.readToEnd((topic, value) -> {
                ControlMessage order = decoded(value);
                if (order != null
                        && order.kind() == ControlKind.POLICY
                        && order.by().equals(changed.actor())
                        && order.at().toString().equals(orderedAt)) {
                    found[0] = order;
                }
            });
        }
        return Optional.ofNullable(found[0]);
    }

    /** What the job could not read either was never in force. */
    private static ControlMessage decoded(byte[] value) {
        try {
            return value == null ? null : ControlJson.decode(value);
        } catch (IOException | InvalidUpdateException unreadable) {
            return null;
        }
    }
}
