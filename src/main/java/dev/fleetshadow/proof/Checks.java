package dev.fleetshadow.proof;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.proof.Result.Sent;
import dev.fleetshadow.simulator.InjectedFault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds what is wrong with a result, in words. */
final class Checks {

    private static final int MOST_NAMED = 3;

    private Checks() {}

    static List<String> none(List<Sent> sent) {
        return atMost(0, sent);
    }

    static List<String> atMost(int most, List<Sent> sent) {
        return sent.size() <= most ? List.of() : List.of("%d commands: %s".formatted(sent.size(), named(sent)));
    }

    static List<String> require(boolean holds, String problem) {
        return holds ? List.of() : List.of(problem);
    }

    static List<String> atLeast(int least, AuditKind kind, Result result) {
        int entries = result.entries(kind).size();
        return require(entries >= least, "%d entries %s, not %d".formatted(entries, kind, least));
    }

    /** Faults that no command has cured. */
    static List<String> uncured(List<InjectedFault> faults, Result result) {
        return faults.stream()
                .filter(fault -> !fault.curedByCommand())
                .map(fault -> "%s of %s, begun at %s, was not cured by a command"
                        .formatted(fault.fault(), fault.resourceId(), since(result.from(), fault.startedAt())))
                .toList();
    }

    /** Resources with more tickets than these. */
    static List<String> ticketsAtMost(int most, Result result) {
        Map<String, Long> byResource = result.tickets().stream()
                .collect(Collectors.groupingBy(
                        ticket -> ticket.parameters().get("about"), TreeMap::new, Collectors.counting()));
        return byResource.entrySet().stream()
                .filter(counted -> counted.getValue() > most)
                .map(counted -> "%d tickets about %s".formatted(counted.getValue(), counted.getKey()))
                .toList();
    }

    /** Commands to one resource that follow each other sooner. */
    static List<String> apart(Duration least, Result result) {
        Map<String, Instant> last = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (Sent sent : result.sent()) {
            Instant before = last.put(sent.resourceId(), sent.at());
            if (before != null && before.plus(least).isAfter(sent.at())) {
                problems.add("%s was acted on again after %d min"
                        .formatted(
                                sent.resourceId(),
                                Duration.between(before, sent.at()).toMinutes()));
            }
        }
        return problems;
    }

    /** Groups that were sent more within any hour. */
    static List<String> perHour(int most, Result result) {
        List<String> problems = new ArrayList<>();
        for (Sent sent : result.sent()) {
            String group = sent.request().resource().group();
            long within = result.sent().stream()
                    .filter(other -> other.request().resource().group().equals(group)
                            && other.at().isAfter(sent.at().minus(Duration.ofHours(1)))
                            && !other.at().isAfter(sent.at()))
                    .count();
            if (within > most) {
                problems.add("%d commands to %s within an hour".formatted(within, group));
            }
        }
        return problems;
    }

    /** Groups in which more remediations were under way at once: sent, and not yet verified or given up. */
    static List<String> inFlight(int most, Result result) {
        Map<String, Set<String>> flying = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (AuditEvent entry : result.audit()) {
            Set<String> own = flying.computeIfAbsent(entry.group(), group -> new HashSet<>());
            switch (entry.kind()) {
                case SENT -> own.add(entry.commandId());
                case VERIFIED, INEFFECTIVE, FAILED, EXPIRED, RECOVERED -> own.remove(entry.commandId());
                default -> {}
            }
            if (own.size() > most) {
                problems.add("%d remediations of %s under way at %s"
                        .formatted(own.size(), entry.group(), since(result.from(), entry.at())));
            }
        }
        return problems;
    }

    static String since(Instant from, Instant at) {
        Duration after = Duration.between(from, at);
        return "+%d:%02d".formatted(after.toHours(), after.toMinutesPart());
    }

    private static String named(List<Sent> sent) {
        String some = sent.stream()
                .limit(MOST_NAMED)
                .map(command -> "%s on %s for %s"
                        .formatted(
                                command.request().action(),
                                command.resourceId(),
                                command.request().failureMode()))
                .collect(Collectors.joining(", "));
        return sent.size() > MOST_NAMED ? some + " …" : some;
    }
}
