package dev.fleetshadow.cli;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.settings.KafkaSettings;
import java.io.IOException;
import java.io.PrintWriter;

/** Finds a proposed command in the audit trail, and whether it still waits for a person. */
final class Proposal {

    private final String commandId;
    private AuditEvent proposed;
    private AuditEvent last;

    private Proposal(String commandId) {
        this.commandId = commandId;
    }

    /**
     * The group of a proposal that waits.
     *
     * @throws RefusedException if there is none, or it was decided before
     */
    static String groupOf(String commandId, KafkaSettings kafka, PrintWriter err) throws IOException {
        Proposal proposal = new Proposal(commandId);
        AuditFeed.readAll(kafka, err, proposal::take);
        return proposal.group();
    }

    /** That a resource fails meanwhile decides nothing. */
    private void take(AuditEvent entry) {
        if (entry.commandId().equals(commandId) && entry.kind() != AuditKind.RESOURCE_FAILED) {
            proposed = entry.kind() == AuditKind.PROPOSED ? entry : proposed;
            last = entry;
        }
    }

    private String group() {
        if (last == null) {
            throw new RefusedException(
                    "the audit trail knows no command %s; audit tail --kind proposed lists the proposals"
                            .formatted(commandId));
        }
        if (proposed == null) {
            throw new RefusedException("command %s was never proposed: %s".formatted(commandId, AuditLine.of(last)));
        }
        if (last.kind() != AuditKind.PROPOSED) {
            throw new RefusedException(
                    "command %s does not wait for anybody any more: %s".formatted(commandId, AuditLine.of(last)));
        }
        return proposed.group();
    }
}
