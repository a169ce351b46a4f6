package dev.fleetshadow.remediation;

import dev.fleetshadow.audit.AuditEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the guardrails of one group need to know: its open cases, when its resources were last acted on, and the end
 * of its audit chain.
 *
 * @param cases by resource id, at most {@value #MOST_CASES}
 * @param actedAt by resource id, kept for as long as the cooldown asks
 * @param entries audit entries written so far
 * @param lastHash hash of the last of them
 * @param paused whether an operator has paused this very group; a pause of the fleet is not kept per group
 */
public record GroupLedger(
        Map<String, RemediationCase> cases,
        Map<String, Instant> actedAt,
        long entries,
        String lastHash,
        boolean paused) {

    public static final int MOST_CASES = 1000;

    public static GroupLedger empty() {
        return new GroupLedger(Map.of(), Map.of(), 0, AuditEvent.GENESIS, false);
    }

    public Optional<RemediationCase> open(String resourceId) {
        return Optional.ofNullable(cases.get(resourceId));
    }

    public Optional<RemediationCase> byCommand(String commandId) {
        return cases.values().stream()
                .filter(open -> open.commandId().equals(commandId))
                .findAny();
    }

    /** Whether nothing ever happened in the group. */
    public boolean untouched() {
        return entries == 0;
    }

    /** Remediations that may be changing resources of the group right now. */
    public long underWay() {
        return cases.values().stream().filter(open -> open.state().underWay()).count();
    }

    /** The earliest deadline of any open case. */
    public Optional<Instant> nextDeadline() {
        return cases.values().stream().map(RemediationCase::deadline).min(Instant::compareTo);
    }

    GroupLedger with(RemediationCase open) {
        Map<String, RemediationCase> changed = new HashMap<>(cases);
        changed.put(open.resourceId(), open);
        return new GroupLedger(changed, actedAt, entries, lastHash, paused);
    }

    GroupLedger without(String resourceId) {
        Map<String, RemediationCase> changed = new HashMap<>(cases);
        changed.remove(resourceId);
        return new GroupLedger(changed, actedAt, entries, lastHash, paused);
    }

    GroupLedger acted(String resourceId, Instant at, Instant forgetBefore) {
        Map<String, Instant> changed = new HashMap<>(actedAt);
        changed.values().removeIf(then -> then.isBefore(forgetBefore));
        changed.put(resourceId, at);
        return new GroupLedger(cases, changed, entries, lastHash, paused);
    }

    GroupLedger forgetActionOn(String resourceId) {
        Map<String, Instant> changed = new HashMap<>(actedAt);
        changed.remove(resourceId);
        return new GroupLedger(cases, changed, entries, lastHash, paused);
    }

    GroupLedger pause(boolean on) {
        return new GroupLedger(cases, actedAt, entries, lastHash, on);
    }

    GroupLedger chained(AuditEvent entry) {
        return new GroupLedger(cases, actedAt, entry.sequence() + 1, entry.hash(), paused);
    }
}
