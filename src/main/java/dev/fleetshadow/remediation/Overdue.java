package dev.fleetshadow.remediation;

import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.diagnosis.Diagnosis;
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
                if (otherShows(deliberation, open)) {
                    next.turnTo(open.contrary(), open, AuditKind.SUPERSEDED);
                } else {
                    next.handOver(open, "nobody approved the proposal", false);
                }
            }
            case SENT, ACKNOWLEDGED -> {
                deliberation.note(AuditKind.EXPIRED, open, "no final answer from the agent");
                next.tryNext(open);
            }
            case VERIFYING -> unverified(deliberation, open, next);
            case HANDED_OVER -> handedOver(deliberation, open, next);
            case HELD_OUT -> next.forget(open);
        }
    }

    private static void waited(Deliberation deliberation, RemediationCase open, NextStep next) {
        Guardrails limits =
                deliberation.situation.rules().limitsOf(open.diagnosis().resource());
        Duration most = limits.patience().waitAtMost();
        Instant now = deliberation.now;
        boolean patient = open.withheldBy() != null && open.withheldBy().patient();
        if (otherShows(deliberation, open)) {
            next.turnTo(open.contrary(), open, AuditKind.SUPERSEDED);
        } else if (now.isBefore(open.since().plus(patient ? NextStep.FORGET : most))) {
            next.consider(open);
        } else if (patient) {
            next.forget(open);
        } else {
            next.handOver(open, "withheld for " + most, false);
        }
    }

    /** What was diagnosed first no longer shows, and what was diagnosed since does. */
    private static boolean otherShows(Deliberation deliberation, RemediationCase open) {
        Diagnosis other = open.contrary();
        return other != null && !deliberation.file.shows(open.diagnosis()) && deliberation.file.shows(other);
    }

    private static void unverified(Deliberation deliberation, RemediationCase open, NextStep next) {
        Diagnosis other = open.contrary();
        boolean shows = other != null && deliberation.file.shows(other);
        if (shows) {
            deliberation.helped(open, false);
            next.turnTo(other, open, AuditKind.INEFFECTIVE);
        } else if (deliberation.now.isBefore(open.attempt().recoveredBy(open.since()))) {
            deliberation.keep(open.undoubted());
        } else {
            deliberation.helped(open, false);
            deliberation.note(AuditKind.INEFFECTIVE, open, "the score did not come back in time");
            next.tryNext(open);
        }
    }

    private static void handedOver(Deliberation deliberation, RemediationCase open, NextStep next) {
        boolean untold = open.withheldBy() != null;
        if (untold && deliberation.now.isBefore(open.since().plus(NextStep.FORGET))) {
            next.tellPerson(open, "handed over since " + open.since());
        } else {
            next.forget(open);
        }
    }
}
