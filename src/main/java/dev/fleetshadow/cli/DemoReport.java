package dev.fleetshadow.cli;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.codec.JsonText;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.simulator.FaultStory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the demo has shown, and what it has not.
 *
 * @param auditProblems breaks of the audit trail; empty if it is whole
 */
record DemoReport(
        DemoPlan plan,
        List<FaultStory> stories,
        List<Diagnosis> falseAlarms,
        Counts counts,
        List<String> auditProblems,
        Pace pace) {

    /**
     * What was counted on the service's topics.
     *
     * @param relearning resources that had no score at their first report after a restart
     * @param firstDiagnosisNanos from the start of the demo; -1 if there was none
     */
    record Counts(
            int commands,
            int withheld,
            long auditEntries,
            long deadLetters,
            int relearning,
            long firstDiagnosisNanos) {}

    /** How long it took; {@code waitedNanos} is how long the clock was held because the job was behind. */
    record Pace(long updates, long historyUpdates, long historyNanos, long wholeNanos, long waitedNanos) {}

    /** Whether every part of the loop really happened. */
    boolean complete() {
        return notShown().isEmpty();
    }

    List<String> notShown() {
        List<String> missing = new ArrayList<>();
        if (stories.isEmpty()) {
            missing.add("no fault was injected");
        }
        lacking(missing, "not detected", FaultStory::detected);
        lacking(missing, "not diagnosed right", story -> !story.detected() || story.diagnosedRight());
        if (plan.mode() == Mode.OBSERVE) {
            if (counts.commands() > 0) {
                missing.add("observe: %d commands were sent".formatted(counts.commands()));
            }
            if (counts.withheld() < count(FaultStory::detected)) {
                missing.add("observe: fewer decisions to withhold than faults");
            }
        } else {
            lacking(missing, "not remediated", FaultStory::remediated);
            lacking(missing, "recovery not verified", story -> !story.remediated() || story.recovered());
        }
        missing.addAll(auditProblems);
        if (counts.relearning() > 0) {
            missing.add("restart: %d resources had lost their profile".formatted(counts.relearning()));
        }
        if (counts.deadLetters() > 0) {
            missing.add("%d updates became dead letters".formatted(counts.deadLetters()));
        }
        return missing;
    }

    String table() {
        StringBuilder table = new StringBuilder(System.lineSeparator());
        row(
                table,
                "  %-12s %-14s %-20s %8s %8s  %-17s %s",
                "resource",
                "fault",
                "diagnosed as",
                "after",
                "lead",
                "command",
                "recovered");
        for (FaultStory story : stories) {
            row(
                    table,
                    "  %-12s %-14s %-20s %8s %8s  %-17s %s",
                    story.fault().resourceId(),
                    words(story.fault().fault()),
                    story.detected() ? story.diagnosis().failureMode() : "-",
                    span(story.delay()),
                    span(story.lead()),
                    story.command().isEmpty() ? "-" : story.command(),
                    story.recovered() ? DemoTerminal.clock(story.verifiedAt()) : "-");
        }
        row(
                table,
                "%n  faults injected %d, detected %d, diagnosed right %d, remediated %d, recovered %d, outages %d",
                stories.size(),
                count(FaultStory::detected),
                count(FaultStory::diagnosedRight),
                count(FaultStory::remediated),
                count(FaultStory::recovered),
                count(FaultStory::outage));
        row(
                table,
                "  false alarms %d in %.0f resource-days; median lead time %s; %d commands; audit trail of %d entries %s",
                falseAlarms.size(),
                resourceDays(),
                span(medianLead()),
                counts.commands(),
                counts.auditEntries(),
                auditProblems.isEmpty() ? "intact" : "BROKEN");
        row(
                table,
                "  first diagnosis %s after the start; %,d updates of history learned at %,.0f a second; %.0f s in all",
                counts.firstDiagnosisNanos() < 0
                        ? "-"
                        : "%d s".formatted(Math.round(counts.firstDiagnosisNanos() / 1e9)),
                pace.historyUpdates(),
                learnedASecond(),
                pace.wholeNanos() / 1e9);
        for (Diagnosis alarm : falseAlarms) {
            row(
                    table,
                    "  false alarm: %s %s at %s",
                    alarm.resource().id(),
                    alarm.failureMode(),
                    DemoTerminal.clock(alarm.at()));
        }
        notShown().forEach(problem -> row(table, "  NOT SHOWN: %s", problem));
        return table.toString();
    }

    String json() {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("resources", plan.resources());
        summary.put("groups", plan.groups());
        summary.put("seed", plan.seed());
        summary.put("mode", lower(plan.mode()));
        summary.put("history", DemoPlan.HISTORY.toString());
        summary.put("live", DemoPlan.LIVE.toString());
        summary.put("speed", plan.speed());
        summary.put("injected", stories.size());
        summary.put("detected", count(FaultStory::detected));
        summary.put("diagnosedRight", count(FaultStory::diagnosedRight));
        summary.put("remediated", count(FaultStory::remediated));
        summary.put("recovered", count(FaultStory::recovered));
        summary.put("outages", count(FaultStory::outage));
        summary.put("falseAlarms", falseAlarms.size());
        summary.put("resourceDays", resourceDays());
        summary.put("medianLead", text(medianLead()));
        summary.put("commands", counts.commands());
        summary.put("withheld", counts.withheld());
        summary.put("auditEntries", counts.auditEntries());
        summary.put("auditIntact", auditProblems.isEmpty());
        summary.put("deadLetters", counts.deadLetters());
        summary.put("firstDiagnosisSeconds", seconds(counts.firstDiagnosisNanos()));
        summary.put("historyUpdates", pace.historyUpdates());
        summary.put("historySeconds", seconds(pace.historyNanos()));
        summary.put("clockHeldSeconds", seconds(pace.waitedNanos()));
        summary.put("seconds", seconds(pace.wholeNanos()));
        summary.put(
                "machine",
                Map.of(
                        "processors",
                        Runtime.getRuntime().availableProcessors(),
                        "java",
                        Runtime.version().toString()));
        summary.put("faults", stories.stream().map(DemoReport::fault).toList());
        summary.put("complete", complete());
        summary.put("notShown", notShown());
        return JsonText.of(summary);
    }

    /** The name of a constant as people write it. */
    static String words(Enum<?> constant) {
        return lower(constant).replace('_', ' ');
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> fault(FaultStory story) {
        Map<String, Object> fault = new LinkedHashMap<>();
        fault.put("resource", story.fault().resourceId());
        fault.put("fault", lower(story.fault().fault()));
        fault.put("startedAt", story.fault().startedAt().toString());
        fault.put("diagnosedAs", story.detected() ? story.diagnosis().failureMode() : null);
        fault.put("delay", text(story.delay()));
        fault.put("lead", text(story.lead()));
        fault.put("command", story.command());
        fault.put("remediated", story.remediated());
        fault.put("verifiedAt", story.recovered() ? story.verifiedAt().toString() : null);
        fault.put("outage", story.outage());
        return fault;
    }

    private void lacking(List<String> missing, String what, Predicate<FaultStory> shown) {
        stories.stream()
                .filter(shown.negate())
                .forEach(story -> missing.add("%s: %s of %s"
                        .formatted(
                                what,
                                words(story.fault().fault()),
                                story.fault().resourceId())));
    }

    private long count(Predicate<FaultStory> what) {
        return stories.stream().filter(what).count();
    }

    private Optional<Duration> medianLead() {
        List<Duration> leads = stories.stream()
                .flatMap(story -> story.lead().stream())
                .sorted()
                .toList();
        return leads.isEmpty() ? Optional.empty() : Optional.of(leads.get(leads.size() / 2));
    }

    private double resourceDays() {
        return plan.resources()
                * (double) DemoPlan.HISTORY.plus(DemoPlan.LIVE).toMinutes()
                / Duration.ofDays(1).toMinutes();
    }

    private double learnedASecond() {
        return pace.historyUpdates() / (pace.historyNanos() / 1e9);
    }

    private static Double seconds(long nanos) {
        return nanos < 0 ? null : Math.round(nanos / 1e8) / 10.0;
    }

    private static String span(Optional<Duration> duration) {
        return duration.map(DemoTerminal::span).orElse("-");
    }

    private static String text(Optional<Duration> duration) {
        return duration.map(Duration::toString).orElse(null);
    }

    private static void row(StringBuilder table, String format, Object... values) {
        table.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
