package dev.fleetshadow.remediation;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.census.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything the guardrails of one group need to know of the group as a whole, and the end of its audit chain. What is
 * known of a single resource is in its {@link CaseFile}.
 *
 * @param entries audit entries written so far
 * @param lastHash hash of the last of them
 * @param paused whether an operator has paused this very group; a pause of the fleet is not kept per group
 * @param openCases at most {@value #MOST_CASES}
 * @param inFlight since when a command is under way, by resource id; bounded by the budget
 * @param sentAt when commands were sent within the last hour; bounded by the budget
 * @param tally how the members stand; {@code null} until they were counted
 * @param hidden what maintenance has hidden, by id of the window; at most {@value #MOST_WINDOWS}
 */
public record GroupLedger(
        long entries,
        String lastHash,
        boolean paused,
        int openCases,
        Map<String, Instant> inFlight,
        List<Instant> sentAt,
        Tally tally,
        Map<String, Hidden> hidden) {

    public static final int MOST_CASES = 10_000;
    public static final int MOST_WINDOWS = 100;
    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * What a maintenance window has hidden.
     *
     * @param names the first {@value #MOST_NAMES}, as {@code action on resource}
     */
    public record Hidden(Instant until, int count, List<String> names) {

        static final int MOST_NAMES = 20;

        Hidden and(String name, Instant end) {
            List<String> more = new ArrayList<>(names);
            if (more.size() < MOST_NAMES) {
                more.add(name);
            }
            return new Hidden(end, count + 1, List.copyOf(more));
        }
    }

    public static GroupLedger empty() {
        return new GroupLedger(0, AuditEvent.GENESIS, false, 0, Map.of(), List.of(), null, Map.of());
    }

    /** Whether nothing ever happened in the group. */
    public boolean untouched() {
        return equals(empty());
    }

    /** When a maintenance that hid something is over. */
    public Optional<Instant> nextEnd() {
        return hidden.values().stream().map(Hidden::until).min(Instant::compareTo);
    }

    GroupLedger counting(int difference) {
        return new GroupLedger(entries, lastHash, paused, openCases + difference, inFlight, sentAt, tally, hidden);
    }

    GroupLedger sent(String resourceId, Instant at) {
        Map<String, Instant> flying = new HashMap<>(inFlight);
        flying.put(resourceId, at);
        List<Instant> recent = new ArrayList<>(sentAt);
        recent.removeIf(then -> then.isBefore(at.minus(HOUR)));
        recent.add(at);
        return new GroupLedger(entries, lastHash, paused, openCases, flying, List.copyOf(recent), tally, hidden);
    }

    GroupLedger landed(String resourceId) {
        if (!inFlight.containsKey(resourceId)) {
            return this;
        }
        Map<String, Instant> flying = new HashMap<>(inFlight);
        flying.remove(resourceId);
        return new GroupLedger(entries, lastHash, paused, openCases, flying, sentAt, tally, hidden);
    }

    long sentSince(Instant earliest) {
        return sentAt.stream().filter(at -> at.isAfter(earliest)).count();
    }

    GroupLedger pause(boolean on) {
        return new GroupLedger(entries, lastHash, on, openCases, inFlight, sentAt, tally, hidden);
    }

    GroupLedger counted(Tally members) {
        return new GroupLedger(entries, lastHash, paused, openCases, inFlight, sentAt, members, hidden);
    }

    GroupLedger hiding(String window, Instant until, String name) {
        Map<String, Hidden> more = new HashMap<>(hidden);
        if (more.size() < MOST_WINDOWS || more.containsKey(window)) {
            more.put(
                    window,
                    more.getOrDefault(window, new Hidden(until, 0, List.of())).and(name, until));
        }
        return new GroupLedger(entries, lastHash, paused, openCases, inFlight, sentAt, tally, more);
    }

    GroupLedger shown(String window) {
        Map<String, Hidden> fewer = new HashMap<>(hidden);
        fewer.remove(window);
        return new GroupLedger(entries, lastHash, paused, openCases, inFlight, sentAt, tally, fewer);
    }

    GroupLedger chained(AuditEvent entry) {
        return new GroupLedger(entry.sequence() + 1, entry.hash(), paused, openCases, inFlight, sentAt, tally, hidden);
    }
}
