/**
 * What is done about a diagnosis, whether it may be done now, and what came of it.
 *
 * <p>All guardrails of a group are decided in one place and in order, by {@code RemediationPlanner} over a
 * {@code GroupLedger}. Nothing is decided by an exception or a boolean: every step yields a {@code Verdict} with its
 * reason, and every reason ends up in the audit trail. The default mode never acts.
 */
package dev.fleetshadow.remediation;
