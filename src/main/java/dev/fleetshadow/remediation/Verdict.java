package dev.fleetshadow.remediation;

/**
 * What the guardrails say about acting now, and why.
 *
 * @param withheldBy the guardrail that withholds, or {@code null} if the action may be taken
 * @param reason for people, with the numbers that decided
 */
public record Verdict(Guardrail withheldBy, String reason) {

    static final Verdict ACT = new Verdict(null, "no guardrail withholds it");

    static Verdict withheld(Guardrail guardrail, String reason) {
        return new Verdict(guardrail, reason);
    }

    public boolean act() {
        return withheldBy == null;
    }
}
