package dev.fleetshadow.remediation;

import java.io.Serializable;
import java.time.Duration;
import java.util.Set;

/**
 * The limits within which the planner may act on some resources.
 *
 * @param disabled checks that are left out, by the will of whoever wrote the policy
 */
public record Guardrails(Budget budget, Patience patience, Doubt doubt, Set<Guardrail> disabled)
        implements Serializable {

    public static final Guardrails DEFAULT = new Guardrails(
            new Budget(Amount.of(2), Amount.of(10), 0.5),
            new Patience(Duration.ofMinutes(30), Duration.ofHours(1), Duration.ofHours(4), Duration.ofDays(1)),
            new Doubt(0.2, 4, Duration.ofHours(12), 0),
            Set.of());

    public Guardrails {
        disabled = Set.copyOf(disabled);
    }

    /**
     * How much may happen in a group; actions that disrupt nothing are not counted.
     *
     * @param inFlight remediations not yet verified or closed
     * @param perHour commands sent
     * @param minHealthyShare 0..1 of the other members that must be well before one is taken out of service
     */
    public record Budget(Amount inFlight, Amount perHour, double minHealthyShare) implements Serializable {}

    /**
     * How long what may take.
     *
     * @param cooldown least time between two commands to one resource, unless the first one failed outright
     * @param approvalWithin how long a proposal waits for a person, and how long an approval holds
     * @param waitAtMost how long a withheld action waits for a passing guardrail before a person is called
     * @param quarantine how long nothing is done by itself about a resource that nothing helped
     */
    public record Patience(Duration cooldown, Duration approvalWithin, Duration waitAtMost, Duration quarantine)
            implements Serializable {}

    /**
     * When a diagnosis is not acted on.
     *
     * @param confidenceFloor 0..1 for a disruptive action; a destructive one needs half of what is missing to 1 more, a
     *     degrading one half of it, one that disrupts nothing none
     * @param episodes more than so many within {@code episodesWithin} are flapping
     * @param holdOut 0..1 of the episodes of modes that are not destructive are left alone, to measure what acting is worth
     */
    public record Doubt(double confidenceFloor, int episodes, Duration episodesWithin, double holdOut)
            implements Serializable {}
}
