package dev.fleetshadow.cli;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.endpoint.FleetPublisher;
import dev.fleetshadow.endpoint.FleetReader;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.settings.KafkaSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Gives an order to the running job, and waits until the audit trail shows what became of it. */
final class OrderDesk {

    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Set<AuditKind> REFUSED = EnumSet.of(AuditKind.UNMATCHED, AuditKind.POLICY_REFUSED);
    private static final Set<AuditKind> DECIDED = EnumSet.of(AuditKind.APPROVED, AuditKind.DECLINED);

    private final KafkaSettings kafka;
    private final Duration patience;
    private final PrintWriter out;

    OrderDesk(KafkaOptions kafka, OrderOptions order, PrintWriter out) {
        this.kafka = kafka.settings();
        this.patience = order.patience();
        this.out = out;
    }

    /** Returns the exit code: 0 if the order was carried out, or is not waited for. */
    int give(ControlMessage order) throws IOException {
        try (FleetReader reader = FleetReader.open(kafka, List.of(Topic.AUDIT, Topic.CONTROL));
                FleetPublisher publisher = FleetPublisher.open(kafka)) {
            reader.pause(Topic.CONTROL);
            reader.continueAtEnd(Topic.AUDIT);
            publisher.publish(order);
            publisher.flush();
            if (patience.isZero()) {
                out.println("sent; the audit trail will show what becomes of it");
                out.flush();
                return 0;
            }
            return await(order, reader);
        }
    }

    private int await(ControlMessage order, FleetReader reader) throws IOException {
        Deadline deadline = new Deadline(patience);
        List<AuditEvent> answers = new ArrayList<>();
        AuditFeed feed = new AuditFeed(entry -> {
            if (answers(order, entry) || (!answers.isEmpty() && follows(order, entry))) {
                answers.add(entry);
            }
        });
        while (answers.isEmpty() && !deadline.passed()) {
            reader.poll(GLANCE, feed);
        }
        if (answers.isEmpty()) {
            throw new RefusedException(
                    ("the order was sent, but the audit trail does not show it after %s; is the job running? It may still"
                                    + " take effect: audit tail shows it.")
                            .formatted(patience));
        }
        answers.forEach(entry -> out.println(AuditLine.of(entry)));
        out.flush();
        return REFUSED.contains(answers.get(0).kind()) ? 1 : 0;
    }

    /** Whether the entry is about this very order. */
    private static boolean answers(ControlMessage order, AuditEvent entry) {
        if (!entry.actor().equals(order.by())) {
            return false;
        }
        return DECIDED.contains(entry.kind())
                ? order.kind() == ControlKind.APPROVAL && entry.commandId().equals(order.id())
                : order.at().toString().equals(entry.details().get(AuditEvent.ORDERED_AT));
    }

    /** Whether the entry tells what the job made of an approved command at once. */
    private static boolean follows(ControlMessage order, AuditEvent entry) {
        return order.kind() == ControlKind.APPROVAL && entry.commandId().equals(order.id());
    }
}
