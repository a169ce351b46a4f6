package dev.fleetshadow.remediation;

/** One guardrail's answer; {@code null} if it has nothing against it. */
@FunctionalInterface
interface Guard {
    Verdict verdict(Question question);
}
