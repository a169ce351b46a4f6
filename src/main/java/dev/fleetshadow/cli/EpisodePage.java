package dev.fleetshadow.cli;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.telemetry.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells an episode on one page, from the metric to the command or to why nothing was done. */
final class EpisodePage {

    private static final Set<AuditKind> MARKED = EnumSet.of(
            AuditKind.DIAGNOSED,
            AuditKind.SENT,
            AuditKind.SUCCEEDED,
            AuditKind.RESOURCE_FAILED,
            AuditKind.VERIFIED,
            AuditKind.RECOVERED);

    private final Episode episode;

    EpisodePage(Episode episode) {
        this.episode = episode;
    }

    String text() {
        StringBuilder page = new StringBuilder();
        page.append(title()).append(System.lineSeparator());
        sections().forEach((heading, lines) -> {
            page.append(System.lineSeparator()).append(heading).append(System.lineSeparator());
            lines.forEach(line -> page.append("  ").append(line).append(System.lineSeparator()));
        });
        episode.cut().forEach(cut -> page.append('(').append(cut).append(')').append(System.lineSeparator()));
        return page.toString();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("resourceId", episode.resourceId());
        json.put("diagnosisId", episode.diagnosisId());
        json.put("title", title());
        sections().forEach((heading, lines) -> json.put(heading.toLowerCase(Locale.ROOT), lines));
        json.put("leftOut", episode.cut());
        return json;
    }

    private String title() {
        Diagnosis diagnosis = episode.diagnosis();
        if (diagnosis != null) {
            Resource resource = diagnosis.resource();
            return "%s, %s of group %s: %s"
                    .formatted(resource.id(), resource.kind(), resource.group(), diagnosis.failureMode());
        }
        return episode.entries().isEmpty()
                ? episode.resourceId() + ": nothing was diagnosed"
                : "%s of group %s"
                        .formatted(
                                episode.resourceId(), episode.entries().get(0).group());
    }

    private Map<String, List<String>> sections() {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        put(sections, "Score", score());
        if (episode.diagnosis() != null) {
            put(sections, "Diagnosis", diagnosis(episode.diagnosis()));
        }
        put(
                sections,
                "Decisions",
                episode.entries().stream().map(this::decision).toList());
        for (RemediationRequest command : episode.commands()) {
            put(sections, "Command " + command.commandId(), command(command));
        }
        put(sections, "Now", List.of(new EpisodeNow(episode).text()));
        return sections;
    }

    private List<String> score() {
        ScoreCourse course = new ScoreCourse(episode.health());
        if (episode.diagnosis() != null) {
            course.mark(episode.diagnosis().startedAt(), "first signs");
        }
        episode.entries().stream()
                .filter(entry -> MARKED.contains(entry.kind()))
                .forEach(entry -> course.mark(
                        entry.at(), entry.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')));
        return course.lines();
    }

    private static List<String> diagnosis(Diagnosis diagnosis) {
        List<String> lines = new ArrayList<>();
        lines.add("first signs %s, diagnosed %s (%s later)"
                .formatted(
                        diagnosis.startedAt(),
                        diagnosis.at(),
                        DemoTerminal.span(Duration.between(diagnosis.startedAt(), diagnosis.at()))));
        lines.add(String.format(
                Locale.ROOT,
                "confidence %.2f%s",
                diagnosis.confidence(),
                Double.isNaN(diagnosis.score()) ? "" : String.format(Locale.ROOT, ", score %.0f", diagnosis.score())));
        lines.add(diagnosis
                .leadTime()
                .map(lead ->
                        "failure expected %s, in %s".formatted(diagnosis.predictedFailureAt(), DemoTerminal.span(lead)))
                .orElse("no time of failure is foreseen"));
        if (diagnosis.destructive()) {
            lines.add("left alone, it destroys what cannot be had back");
        }
        diagnosis.evidence().forEach(evidence -> lines.add("- " + evidence));
        lines.add("id " + diagnosis.id());
        return lines;
    }

    /** What is about another diagnosis of the same time says about which. */
    private String decision(AuditEvent entry) {
        boolean other = !entry.diagnosisId().isEmpty() && !entry.diagnosisId().equals(episode.diagnosisId());
        return "%s  %s%s".formatted(entry.at(), AuditLine.what(entry), other ? "  [" + entry.failureMode() + "]" : "");
    }

    private List<String> command(RemediationRequest command) {
        List<String> lines = new ArrayList<>();
        lines.add("%s on %s, attempt %d, issued %s, valid until %s"
                .formatted(
                        command.action(),
                        command.resource().id(),
                        command.attempt(),
                        command.issuedAt(),
                        command.expiresAt()));
        if (!command.parameters().isEmpty()) {
            lines.add(command.parameters().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(parameter -> parameter.getKey() + "=" + parameter.getValue())
                    .collect(Collectors.joining(", ", "with ", "")));
        }
        episode.outcomes().stream()
                .filter(outcome -> outcome.commandId().equals(command.commandId()))
                .map(EpisodePage::outcome)
                .forEach(lines::add);
        return lines;
    }

    private static String outcome(RemediationOutcome outcome) {
        return "%s  the agent: %s%s"
                .formatted(
                        outcome.at(),
                        outcome.state().wireName(),
                        outcome.detail().isEmpty() ? "" : ", " + outcome.detail());
    }

    private static void put(Map<String, List<String>> sections, String heading, List<String> lines) {
        if (!lines.isEmpty()) {
            sections.put(heading, lines);
        }
    }
}
