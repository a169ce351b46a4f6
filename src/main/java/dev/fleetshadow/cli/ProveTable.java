package dev.fleetshadow.cli;

import dev.fleetshadow.codec.JsonText;
import dev.fleetshadow.proof.Chapter;
import dev.fleetshadow.proof.Figures;
import dev.fleetshadow.proof.Finding;
import dev.fleetshadow.proof.LearnedFleet;
import dev.fleetshadow.proof.ProofReport;
import dev.fleetshadow.proof.Variant;
import dev.fleetshadow.remediation.Guardrail;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes down what was proved, for people and for programs.
 *
 * @param without guardrails that were left out
 */
record ProveTable(ProofReport report, List<Long> seeds, String policy, Set<Guardrail> without, double seconds) {

    private static final String COLUMNS = "  %-26s %9s %9s %9s %9s   %6s %6s   %6s %6s   %8s";
    private static final int MOST_PROBLEMS = 3;
    private static final int MOST_GUARDRAILS = 3;

    String text() {
        StringBuilder text = new StringBuilder();
        row(
                text,
                "%n  %-26s %39s   %13s   %13s   %8s",
                "",
                "minutes out of service",
                "commands",
                "for nothing",
                "lead");
        row(
                text,
                COLUMNS + "   withheld by",
                "scenario",
                "nobody",
                "reactive",
                "static",
                "adaptive",
                "static",
                "adapt.",
                "static",
                "adapt.",
                "p50");
        for (Chapter chapter : Chapter.values()) {
            List<ProofReport.Row> own = report.rows().stream()
                    .filter(row -> row.chapter() == chapter)
                    .toList();
            own.forEach(row -> figures(text, row.scenario(), row.figures()));
            if (own.size() > 1) {
                figures(text, chapter.title(), report.totals(chapter));
                text.append(System.lineSeparator());
            }
        }
        report.rows().forEach(row -> findings(text, row));
        long held = findings().filter(Finding::holds).count();
        row(text, "%n  %d of %d expectations held.", held, findings().count());
        row(
                text,
                "  %d fleets of %d resources in %d groups (seeds %s), %d days of history each; %s%s.",
                seeds.size(),
                LearnedFleet.RESOURCES,
                LearnedFleet.GROUPS,
                seeds.stream().map(String::valueOf).collect(Collectors.joining(", ")),
                LearnedFleet.HISTORY.toDays(),
                policy,
                without.isEmpty() ? "" : ", without " + names(without));
        row(
                text,
                "  %.0f s on %d processors, Java %s.",
                seconds,
                Runtime.getRuntime().availableProcessors(),
                Runtime.version());
        return text.toString();
    }

    String json() {
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("seeds", seeds);
        whole.put("resources", LearnedFleet.RESOURCES);
        whole.put("groups", LearnedFleet.GROUPS);
        whole.put("history", LearnedFleet.HISTORY.toString());
        whole.put("policy", policy);
        whole.put("without", without.stream().map(Guardrail::wireName).sorted().toList());
        whole.put("scenarios", report.rows().stream().map(ProveTable::scenario).toList());
        whole.put(
                "totals",
                Arrays.stream(Chapter.values())
                        .collect(Collectors.toMap(Chapter::title, chapter -> hands(report.totals(chapter)))));
        whole.put("holds", report.holds());
        whole.put("seconds", Math.round(seconds * 10) / 10.0);
        whole.put(
                "machine",
                Map.of(
                        "processors",
                        Runtime.getRuntime().availableProcessors(),
                        "java",
                        Runtime.version().toString()));
        return JsonText.of(whole);
    }

    private static Map<String, Object> scenario(ProofReport.Row row) {
        Map<String, Object> scenario = new LinkedHashMap<>();
        scenario.put("name", row.scenario());
        scenario.put("what", row.what());
        scenario.put("hands", hands(row.figures()));
        scenario.put(
                "expectations",
                row.findings().stream()
                        .map(finding -> Map.of(
                                "sentence", finding.sentence(),
                                "holds", finding.holds(),
                                "problems", finding.problems()))
                        .toList());
        return scenario;
    }

    private static Map<String, Object> hands(Map<Variant, Figures> figures) {
        Map<String, Object> hands = new LinkedHashMap<>();
        figures.forEach((variant, own) -> {
            Map<String, Object> hand = new LinkedHashMap<>();
            hand.put("outageMinutes", own.minutes());
            hand.put("byFault", own.downtime().byFault().toMinutes());
            hand.put("byAction", own.downtime().byAction().toMinutes());
            hand.put("byDomain", own.downtime().byDomain().toMinutes());
            hand.put("faults", own.faults());
            hand.put("outages", own.outages());
            hand.put("commands", own.commands());
            hand.put("falseRemediations", own.falseRemediations());
            hand.put("tickets", own.tickets());
            hand.put("medianLead", own.medianLead().map(Duration::toString).orElse(null));
            hand.put("withheld", own.withheld());
            hands.put(variant.title(), hand);
        });
        return hands;
    }

    private static void figures(StringBuilder text, String name, Map<Variant, Figures> figures) {
        Figures fixed = figures.getOrDefault(Variant.STATIC, Figures.NONE);
        Figures adaptive = figures.getOrDefault(Variant.ADAPTIVE, Figures.NONE);
        row(
                text,
                COLUMNS + "   %s",
                name,
                minutes(figures, Variant.NOBODY),
                minutes(figures, Variant.REACTIVE),
                minutes(figures, Variant.STATIC),
                minutes(figures, Variant.ADAPTIVE),
                fixed.commands(),
                adaptive.commands(),
                fixed.falseRemediations(),
                adaptive.falseRemediations(),
                lead(fixed.medianLead()),
                withheld(fixed));
    }

    private static String minutes(Map<Variant, Figures> figures, Variant variant) {
        return Optional.ofNullable(figures.get(variant))
                .map(own -> String.format(Locale.ROOT, "%,d", own.minutes()))
                .orElse("-");
    }

    private static String lead(Optional<Duration> lead) {
        return lead.map(DemoTerminal::span).orElse("-");
    }

    private static String withheld(Figures figures) {
        return figures.withheld().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_GUARDRAILS)
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static void findings(StringBuilder text, ProofReport.Row row) {
        row(text, "  %s: %s", row.scenario(), row.what());
        for (Finding finding : row.findings()) {
            row(text, "    %-7s %s", finding.holds() ? "holds" : "BROKEN", finding.sentence());
            finding.problems().stream().limit(MOST_PROBLEMS).forEach(problem -> row(text, "            %s", problem));
            if (finding.problems().size() > MOST_PROBLEMS) {
                row(text, "            and %d more", finding.problems().size() - MOST_PROBLEMS);
            }
        }
    }

    private Stream<Finding> findings() {
        return report.rows().stream().flatMap(row -> row.findings().stream());
    }

    private static String names(Set<Guardrail> guardrails) {
        return guardrails.stream().map(Guardrail::wireName).sorted().collect(Collectors.joining(", "));
    }

    private static void row(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
