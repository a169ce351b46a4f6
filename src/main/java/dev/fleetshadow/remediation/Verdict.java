package dev.fleetshadow.remediation;

/**
 * What the guardrails say about acting now, and why.
 *
 * @param withheldBy the guardrail that withholds, or {@code null} if the action may be taken
 * @param reason for people, with the numbers that decided
 * @param window of the maintenance that withholds, or {@code null}
 */
public record Verdict(Guardrail withheldBy, String reason, ActiveWindow window) {

    static final Verdict ACT = new Verdict(null, "no guardrail withholds it", null);

    static Verdict withheld(Guardrail guardrail, String reason) {
        return new Verdict(guardrail, reason, null);
    }

    static Verdict hidden(Guardrail guardrail, ActiveWindow window) {
        return new Verdict(guardrail, window.reason(), window);
    }

    public boolean act() {
        return withheldBy == null;
    }
}
