package dev.fleetshadow.remediation;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import java.util.Map;

/** Carries out what people order, and writes down who did. */
final class Orders {

    private Orders() {}

    static void given(Deliberation deliberation, ControlMessage order) {
        switch (order.kind()) {
            case PAUSE -> {
                deliberation.ledger = deliberation.ledger.pause(order.on());
                note(deliberation, order.on() ? AuditKind.PAUSED : AuditKind.RESUMED, order, order.reason());
            }
            case APPROVAL -> approval(deliberation, order);
            case POLICY ->
                note(
                        deliberation,
                        order.on() ? AuditKind.POLICY_CHANGED : AuditKind.POLICY_REFUSED,
                        order,
                        order.on() ? order.reason() : order.text());
            case MAINTENANCE -> window(deliberation, order, "maintenance", AuditKind.MAINTENANCE_ANNOUNCED);
            case CHANGE -> window(deliberation, order, "change", AuditKind.CHANGE_ANNOUNCED);
            case RELEASE -> release(deliberation, order);
        }
    }

    private static void approval(Deliberation deliberation, ControlMessage approval) {
        RemediationCase open = deliberation.file == null ? null : deliberation.file.open();
        deliberation.matched = open != null
                && open.commandId().equals(approval.id())
                && (approval.on() ? open.state() == CaseState.PROPOSED : open.undecided());
        if (!deliberation.matched) {
            note(deliberation, AuditKind.UNMATCHED, approval, "no proposal waits under " + approval.id());
        } else if (approval.on()) {
            deliberation.note(AuditKind.APPROVED, open, approval.by(), approval.reason());
            new NextStep(deliberation).consider(open.approved(approval.by(), deliberation.now));
        } else {
            deliberation.note(AuditKind.DECLINED, open, approval.by(), approval.reason());
            new NextStep(deliberation).leave(open);
        }
    }

    private static void window(Deliberation deliberation, ControlMessage order, String what, AuditKind kind) {
        String about = order.subject().isEmpty() ? order.scope() : order.subject() + " of " + order.scope();
        String reason = order.on()
                ? "%s %s of %s, %s to %s: %s"
                        .formatted(what, order.id(), about, order.from(), order.until(), order.reason())
                : "%s %s is called off: %s".formatted(what, order.id(), order.reason());
        note(deliberation, order.on() ? kind : AuditKind.MAINTENANCE_ENDED, order, reason);
    }

    private static void release(Deliberation deliberation, ControlMessage order) {
        deliberation.matched = deliberation.file != null && deliberation.file.inQuarantine(deliberation.now);
        if (deliberation.matched) {
            deliberation.file = deliberation.file.released();
            note(deliberation, AuditKind.RELEASED, order, order.reason());
        } else {
            note(deliberation, AuditKind.UNMATCHED, order, order.subject() + " is not in quarantine");
        }
    }

    private static void note(Deliberation deliberation, AuditKind kind, ControlMessage order, String reason) {
        Map<String, String> which = Map.of(AuditEvent.ORDERED_AT, order.at().toString());
        deliberation.note(kind, order.subject(), order.by(), reason, which);
    }
}
