package dev.fleetshadow.remediation;

import dev.fleetshadow.audit.AuditKind;
import java.time.Duration;
import java.time.Instant;

/** What is done when a state of a case has lasted for as long as it may. */
final class Overdue {

    private Overdue() {}

    static void look(Deliberation deliberation, RemediationCase open) {
        NextStep next = new NextStep(deliberation);
        switch (open.state()) {
            case WAITING -> waited(deliberation, open, next);
            case PROPOSED -> {
                deliberation.note(AuditKind.EXPIRED, open, "nobody approved it in time");
                next.handOver(open, "nobody approved the proposal", false);
            }
            case SENT, ACKNOWLEDGED -> {
                deliberation.note(AuditKind.EXPIRED, open, "no final answer from the agent");
                next.tryNext(open);
            }
            case VERIFYING -> unverified(deliberation, open, next);
            case HANDED_OVER, HELD_OUT -> next.closed(open, "not recovered for days, forgotten");
        }
    }

    private static void waited(Deliberation deliberation, RemediationCase open, NextStep next) {
        Guardrails limits =
                deliberation.situation.rules().limitsOf(open.diagnosis().resource());
        Duration most = limits.patience().waitAtMost();
        Instant now = deliberation.now;
        boolean patient = open.withheldBy() != null && open.withheldBy().patient();
        if (patient || now.isBefore(open.since().plus(most))) {
            next.consider(open);
        } else {
            next.handOver(open, "withheld for " + most, false);
        }
    }

    private static void unverified(Deliberation deliberation, RemediationCase open, NextStep next) {
        deliberation.helped(open, false);
        if (open.contrary() == null) {
            deliberation.note(AuditKind.INEFFECTIVE, open, "the score did not come back in time");
            next.tryNext(open);
        } else {
            String since = "it has been diagnosed as " + open.contrary().failureMode() + " since";
            deliberation.note(AuditKind.INEFFECTIVE, deliberation.close(open), since);
            next.consider(RemediationCase.opened(open.contrary(), deliberation.now));
        }
    }
}
