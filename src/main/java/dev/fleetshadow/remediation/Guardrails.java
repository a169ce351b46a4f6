package dev.fleetshadow.remediation;

import dev.fleetshadow.action.Mode;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/**
 * The limits within which the planner may act.
 *
 * @param mode of playbooks that do not name their own
 * @param cooldown least time between two commands to one resource, unless the first one failed outright
 * @param groupConcurrency remediations of a group not yet verified or closed
 * @param approvalWithin how long a proposal waits for a person
 * @param waitAtMost how long a withheld action waits for a passing guardrail before a person is called
 */
public record Guardrails(
        Mode mode, Duration cooldown, int groupConcurrency, Duration approvalWithin, Duration waitAtMost)
        implements Serializable {

    public static final Guardrails DEFAULT =
            new Guardrails(Mode.OBSERVE, Duration.ofMinutes(30), 2, Duration.ofHours(1), Duration.ofHours(4));

    public Guardrails withMode(Mode chosen) {
        return new Guardrails(chosen, cooldown, groupConcurrency, approvalWithin, waitAtMost);
    }

    /** Whether a command may be sent to the resource now. */
    Verdict judge(GroupLedger ledger, String resourceId, boolean paused, Instant now) {
        if (paused) {
            return Verdict.withheld(Guardrail.PAUSED, "an operator has paused remediation here");
        }
        Instant acted = ledger.actedAt().get(resourceId);
        if (acted != null && now.isBefore(acted.plus(cooldown))) {
            return Verdict.withheld(Guardrail.COOLDOWN, "last acted on at " + acted + ", cooldown " + cooldown);
        }
        long underWay = ledger.underWay();
        if (underWay >= groupConcurrency) {
            return Verdict.withheld(
                    Guardrail.GROUP_CONCURRENCY,
                    underWay + " remediations under way, " + groupConcurrency + " allowed");
        }
        return Verdict.ACT;
    }
}
