package dev.fleetshadow.settings;

import dev.fleetshadow.action.ActionCatalog;
import dev.fleetshadow.action.ActionType;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.ParameterRule;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.action.PlaybookStep;
import dev.fleetshadow.action.Selection;
import dev.fleetshadow.telemetry.Glob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what a policy does about each failure mode. */
final class PlaybookReader {

    static final int MOST_PLAYBOOKS = 256;
    private static final int MOST_STEPS = 8;
    private static final Duration DEFAULT_EXPIRY = Duration.ofMinutes(10);
    private static final Duration DEFAULT_SETTLING = Duration.ofMinutes(10);
    private static final Duration DEFAULT_RECOVERY = Duration.ofHours(6);

    private static final Duration LONGEST = Duration.ofDays(7);

    private final Set<String> modeIds;
    private final ActionCatalog actions;
    private final Set<String> covered = new HashSet<>();

    PlaybookReader(Set<String> modeIds, ActionCatalog actions) {
        this.modeIds = modeIds;
        this.actions = actions;
    }

    List<Playbook> playbooks(Section document) {
        List<Playbook> playbooks = new ArrayList<>();
        for (Section section : document.sections("playbooks")) {
            playbooks.add(playbook(section));
            section.done();
        }
        if (playbooks.size() > MOST_PLAYBOOKS) {
            document.problem("playbooks", playbooks.size() + " playbooks", "describe at most " + MOST_PLAYBOOKS);
        }
        return List.copyOf(playbooks);
    }

    private Playbook playbook(Section section) {
        String failureMode = section.text("for");
        if (!modeIds.contains(failureMode)) {
            section.problem("for", failureMode, "name one of the failure modes");
        }
        List<Glob> kinds = section.globs("kinds");
        for (Glob kind : kinds) {
            if (!covered.add(failureMode + '\n' + kind.glob())) {
                section.problem(
                        "for", failureMode, "it has a playbook for kind %s already; keep one".formatted(kind.glob()));
            }
        }
        List<PlaybookStep> steps =
                section.sections("steps").stream().map(this::step).toList();
        Set<PlaybookStep> different = new HashSet<>(steps);
        if (different.size() < steps.size()) {
            section.problem("steps", steps.size() + " steps", "each step is tried once; leave out the repeated one");
        }
        if (steps.size() > MOST_STEPS) {
            section.problem("steps", steps.size() + " steps", "try at most " + MOST_STEPS);
        }
        return new Playbook(
                failureMode,
                kinds,
                section.number("score-below", Double.NaN, 0, 100),
                steps,
                section.choice("selection", Selection.class, Selection.STATIC),
                section.count("most-attempts", MOST_STEPS, MOST_STEPS),
                section.choice("mode", Mode.class, null));
    }

    private PlaybookStep step(Section section) {
        String action = section.text("action");
        Map<String, String> parameters = new HashMap<>();
        Section given = section.section("parameters");
        if (given != null) {
            given.keys().forEach(key -> parameters.put(key, given.text(key)));
        }
        Optional<ActionType> type = actions.type(action);
        if (type.isEmpty() && section.has("action")) {
            section.problem("action", action, "name an action of the catalogue, or describe it under actions");
        } else if (type.isPresent()) {
            check(section, given, type.get(), parameters);
        }
        PlaybookStep step = new PlaybookStep(
                action,
                parameters,
                section.duration("expires-after", DEFAULT_EXPIRY, LONGEST),
                section.duration("settle-for", DEFAULT_SETTLING, LONGEST),
                section.duration("recover-within", DEFAULT_RECOVERY, LONGEST));
        section.done();
        return step;
    }

    /** What can be known before a resource is at hand: what refers to it is held to its rule when the command is made. */
    private static void check(Section step, Section given, ActionType type, Map<String, String> parameters) {
        parameters.forEach((name, value) -> {
            ParameterRule rule = type.parameters().get(name);
            if (rule == null) {
                given.problem(name, value, type.id() + " has no such parameter; leave it out");
            } else if (!ActionCatalog.refers(value)) {
                rule.problem(value).ifPresent(problem -> given.problem(name, value, "it " + problem));
            }
        });
        type.parameters().forEach((name, rule) -> {
            if (rule.required() && !parameters.containsKey(name)) {
                step.problem("parameters", "nothing", type.id() + " needs " + name);
            }
        });
    }
}
