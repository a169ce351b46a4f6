package dev.fleetshadow.settings;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.census.BreakerSettings;
import dev.fleetshadow.census.GateSettings;
import dev.fleetshadow.remediation.Guardrail;
import dev.fleetshadow.remediation.Guardrails;
import dev.fleetshadow.remediation.Guardrails.Budget;
import dev.fleetshadow.remediation.Guardrails.Doubt;
import dev.fleetshadow.remediation.Guardrails.Patience;
import dev.fleetshadow.remediation.Rules;
import dev.fleetshadow.remediation.Trust;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads the limits of a policy: guardrails, trust, failure domains and the breaker. */
final class GuardrailReader {

    private static final int MOST_RULES = 100;
    private static final int MOST_COUNTED = 1_000;
    private static final int MOST_EPISODES = 20;

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
                        section.duration("cooldown", patience.cooldown()),
                        section.duration("approval-within", patience.approvalWithin()),
                        section.duration("wait-at-most", patience.waitAtMost()),
                        section.duration("quarantine", patience.quarantine())),
                doubt(section, standard.doubt()),
                disabled(section, standard.disabled()));
    }

    private static Doubt doubt(Section section, Doubt standard) {
        Section flapping = section.sectionOrDefaults("flapping");
        int episodes = flapping.count("episodes", standard.episodes(), MOST_EPISODES);
        Duration within = flapping.duration("within", standard.episodesWithin());
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
            disabled.add(section.choice("disabled", name, Guardrail.class, Guardrail.OBSERVE_ONLY));
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
        int atLeast = section.count("at-least", standard.atLeast(), MOST_COUNTED);
        if (atLeast < 2) {
            section.problem("at-least", Integer.toString(atLeast), "write at least 2: one alone is no incident");
        }
        GateSettings gate = new GateSettings(
                labels,
                atLeast,
                section.number("ill-share", standard.illShare(), 0.01, 1),
                section.number("stalled-share", standard.stalledShare(), 0.01, 1),
                section.duration("release-after", standard.releaseAfter()));
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
