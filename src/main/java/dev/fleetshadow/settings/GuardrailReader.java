package dev.fleetshadow.settings;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.census.BreakerSettings;
import dev.fleetshadow.census.GateSettings;
import dev.fleetshadow.remediation.CaseFile;
import dev.fleetshadow.remediation.Guardrail;
import dev.fleetshadow.remediation.Guardrails;
import dev.fleetshadow.remediation.Guardrails.Budget;
import dev.fleetshadow.remediation.Guardrails.Doubt;
import dev.fleetshadow.remediation.Guardrails.Patience;
import dev.fleetshadow.remediation.Rules;
import dev.fleetshadow.remediation.Trust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the limits of a policy: guardrails, trust, failure domains and the breaker. */
final class GuardrailReader {

    private static final int MOST_RULES = 100;
    private static final int MOST_COUNTED = 1_000;
    private static final int MOST_EPISODES = CaseFile.MOST_EPISODES - 1;
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final Duration LONGEST_QUARANTINE = Duration.ofDays(30);
    private static final String MAY_BE_DISABLED = Arrays.stream(Guardrail.values())
            .filter(Guardrail::mayBeDisabled)
            .map(Guardrail::wireName)
            .collect(Collectors.joining(", "));

    private GuardrailReader() {}

    /** Limits where nothing else is written. */
    static Guardrails limits(Section section, Guardrails standard) {
        Budget budget = standard.budget();
        Patience patience = standard.patience();
        return new Guardrails(
                new Budget(
                        section.amount("in-flight", budget.inFlight(), MOST_COUNTED),
                        section.amount("per-hour", budget.perHour(), MOST_COUNTED),
                        section.number("min-healthy-share", budget.minHealthyShare(), 0, 1)),
                new Patience(
                        section.duration("cooldown", patience.cooldown(), CaseFile.MEMORY),
                        section.duration("approval-within", patience.approvalWithin(), LONGEST),
                        section.duration("wait-at-most", patience.waitAtMost(), LONGEST),
                        section.duration("quarantine", patience.quarantine(), LONGEST_QUARANTINE)),
                doubt(section, standard.doubt()),
                disabled(section, standard.disabled()));
    }

    private static Doubt doubt(Section section, Doubt standard) {
        Section flapping = section.sectionOrDefaults("flapping");
        int episodes = flapping.count("episodes", standard.episodes(), MOST_EPISODES);
        Duration within = flapping.duration("within", standard.episodesWithin(), CaseFile.MEMORY);
        flapping.done();
        return new Doubt(
                section.number("confidence-floor", standard.confidenceFloor(), 0, 1),
                episodes,
                within,
                section.number("hold-out", standard.holdOut(), 0, 0.5));
    }

    private static Set<Guardrail> disabled(Section section, Set<Guardrail> standard) {
        if (!section.has("disabled")) {
            section.texts("disabled");
            return section.told("disabled", standard);
        }
        Set<Guardrail> disabled = EnumSet.noneOf(Guardrail.class);
        for (String name : section.texts("disabled")) {
            Guardrail guardrail = section.choice("disabled", name, Guardrail.class, null);
            if (guardrail != null && !guardrail.mayBeDisabled()) {
                section.problem("disabled", name, "it always holds; name one that may be left out: " + MAY_BE_DISABLED);
            } else if (guardrail != null) {
                disabled.add(guardrail);
            }
        }
        return disabled;
    }

    static List<Rules.Special> exceptions(Section section, Guardrails standard) {
        List<Rules.Special> exceptions = new ArrayList<>();
        for (Section exception : section.sections("exceptions")) {
            Section whom = exception.section("for");
            if (whom == null) {
                exception.problem("for", "nothing", "say for which groups, kinds, ids or labels");
                continue;
            }
            exceptions.add(new Rules.Special(SelectorReader.selector(whom), limits(exception, standard)));
            whom.done();
            exception.done();
        }
        few(section, "exceptions", exceptions.size());
        return List.copyOf(exceptions);
    }

    static Trust trust(Section section) {
        Mode mode = section.choice("mode", Mode.class, Trust.DEFAULT.mode());
        List<Trust.Rule> rules = new ArrayList<>();
        for (Section rule : section.sections("trust")) {
            if (!rule.has("mode")) {
                rule.problem("mode", "nothing", "say how much may happen by itself");
            }
            rules.add(new Trust.Rule(
                    rule.globs("failure-modes"),
                    rule.globs("actions"),
                    SelectorReader.selector(rule),
                    rule.choice("mode", Mode.class, Mode.OBSERVE)));
            rule.done();
        }
        few(section, "trust", rules.size());
        return new Trust(mode, rules, Trust.DEFAULT.ceiling());
    }

    static GateSettings gate(Section document) {
        GateSettings standard = GateSettings.DEFAULT;
        Section section = document.sectionOrDefaults("failure-domains");
        List<String> given = section.texts("labels");
        List<String> labels = section.told("labels", section.has("labels") ? given : standard.labels());
        if (labels.size() > GateSettings.MOST_LABELS) {
            section.problem("labels", labels.size() + " labels", "name at most " + GateSettings.MOST_LABELS);
        }
        if (labels.contains("group")) {
            section.problem("labels", "group", "leave it out: every group is a failure domain");
        }
        int atLeast = section.count("at-least", standard.atLeast(), MOST_COUNTED);
        if (atLeast < 2) {
            section.problem("at-least", Integer.toString(atLeast), "write at least 2: one alone is no incident");
        }
        GateSettings gate = new GateSettings(
                labels,
                atLeast,
                section.number("ill-share", standard.illShare(), 0.01, 1),
                section.number("stalled-share", standard.stalledShare(), 0.01, 1),
                section.duration("release-after", standard.releaseAfter(), Duration.ofDays(1)));
        section.done();
        return gate;
    }

    static BreakerSettings breaker(Section document) {
        BreakerSettings standard = BreakerSettings.DEFAULT;
        Section section = document.sectionOrDefaults("breaker");
        BreakerSettings breaker = new BreakerSettings(
                section.count("at-least", standard.atLeast(), Integer.MAX_VALUE),
                section.number("alarm-share", standard.alarmShare(), 0.001, 1),
                section.number("ill-share", standard.illShare(), 0.001, 1));
        section.done();
        return breaker;
    }

    private static void few(Section section, String key, int size) {
        if (size > MOST_RULES) {
            section.problem(key, size + " entries", "write at most " + MOST_RULES);
        }
    }
}
