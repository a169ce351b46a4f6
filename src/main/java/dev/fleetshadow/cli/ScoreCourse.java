package dev.fleetshadow.cli;

import dev.fleetshadow.codec.HealthSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Shows the course of a score in a few lines: what it was whenever something happened, and some reports between. */
final class ScoreCourse {

    static final int MOST_LINES = 14;

    private final TreeMap<Instant, HealthSummary> reports = new TreeMap<>();
    private final Map<Instant, List<String>> marks = new LinkedHashMap<>();

    ScoreCourse(List<HealthSummary> health) {
        health.forEach(report -> reports.put(report.observedAt(), report));
    }

    /** Something happened then; it is told beside the last report before. */
    void mark(Instant at, String what) {
        Instant shown = reports.floorKey(at);
        if (shown != null) {
            marks.computeIfAbsent(shown, none -> new ArrayList<>()).add(what);
        }
    }

    List<String> lines() {
        TreeSet<Instant> shown = new TreeSet<>(marks.keySet());
        List<Instant> all = List.copyOf(reports.keySet());
        int room = MOST_LINES - shown.size();
        for (int i = 0; i < room && !all.isEmpty(); i++) {
            shown.add(all.get((int) Math.round((double) i * (all.size() - 1) / Math.max(1, room - 1))));
        }
        return shown.stream().map(at -> line(reports.get(at))).toList();
    }

    private String line(HealthSummary report) {
        String score = Double.isNaN(report.score()) ? "-" : String.format(Locale.ROOT, "%.0f", report.score());
        List<String> happened = marks.getOrDefault(report.observedAt(), List.of());
        return "%s  %3s  %-8s  %-12s  %s%s"
                .formatted(
                        report.observedAt(),
                        score,
                        report.level(),
                        report.status(),
                        report.cause(),
                        happened.isEmpty() ? "" : "  ← " + String.join(", ", happened))
                .stripTrailing();
    }
}
