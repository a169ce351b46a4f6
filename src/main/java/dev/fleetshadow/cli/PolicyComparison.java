package dev.fleetshadow.cli;

import dev.fleetshadow.backtest.LabelledWarnings;
import dev.fleetshadow.backtest.PolicyTrial;
import dev.fleetshadow.effect.Proportion;
import dev.fleetshadow.settings.PolicyDiff;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Sets side by side what two policies would have done.
 *
 * @param diff what the candidate changes
 * @param assumed for people: what had to be assumed
 */
record PolicyComparison(Tried against, Tried candidate, PolicyDiff diff, String assumed) {

    /** A policy, by name, and what it would have done. */
    record Tried(String policy, PolicyTrial trial) {}

    String text() {
        TextTable table = new TextTable(1, "", against.policy(), candidate.policy());
        counts(table, "diagnoses", PolicyTrial::diagnoses);
        counts(table, "commands", PolicyTrial::sent);
        counts(table, "withheld by", PolicyTrial::withheld);
        counts(table, "ended", PolicyTrial::ends);
        counts(table, "most at once in", PolicyTrial::mostAtOnce);
        labelled(table, "labelled: precision", warnings -> share(warnings.precision()));
        labelled(table, "labelled: events found", warnings -> share(warnings.found()));
        labelled(
                table,
                "labelled: typical lead",
                warnings -> warnings.lead().map(DemoTerminal::span).orElse("-"));
        return "Assumed: %s.%n%nThe candidate changes:%n%s%n%s"
                .formatted(assumed, diff.text().indent(2), table);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("assumed", assumed);
        json.put(
                "changes",
                diff.changes().stream().map(PolicyDiff.Change::toString).toList());
        json.put("against", json(against));
        json.put("candidate", json(candidate));
        return json;
    }

    private static Map<String, Object> json(Tried tried) {
        PolicyTrial trial = tried.trial();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("policy", tried.policy());
        json.put("diagnoses", trial.diagnoses());
        json.put("commands", trial.sent());
        json.put("withheld", trial.withheld());
        json.put("ended", trial.ends());
        json.put("mostAtOnce", trial.mostAtOnce());
        trial.warnings().ifPresent(warnings -> json.put("labelled", json(warnings)));
        return json;
    }

    private static Map<String, Object> json(LabelledWarnings warnings) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("diagnosesRight", warnings.precision().hits());
        json.put("diagnosesWrong", warnings.precision().misses());
        json.put("eventsFound", warnings.found().hits());
        json.put("eventsMissed", warnings.found().misses());
        json.put("typicalLead", warnings.lead().map(Duration::toString).orElse(null));
        return json;
    }

    private void counts(TextTable table, String heading, Function<PolicyTrial, Map<String, Integer>> counted) {
        Map<String, Integer> before = counted.apply(against.trial());
        Map<String, Integer> after = counted.apply(candidate.trial());
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            table.row(heading + " " + name, before.getOrDefault(name, 0), after.getOrDefault(name, 0));
        }
        if (names.isEmpty()) {
            table.row(heading + " -", 0, 0);
        }
    }

    private void labelled(TextTable table, String heading, Function<LabelledWarnings, String> told) {
        if (against.trial().warnings().isPresent()
                && candidate.trial().warnings().isPresent()) {
            table.row(
                    heading,
                    told.apply(against.trial().warnings().get()),
                    told.apply(candidate.trial().warnings().get()));
        }
    }

    private static String share(Proportion proportion) {
        return String.format(Locale.ROOT, "%d of %d", proportion.hits(), proportion.trials());
    }
}
