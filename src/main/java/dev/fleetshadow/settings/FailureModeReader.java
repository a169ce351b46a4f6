package dev.fleetshadow.settings;

import dev.fleetshadow.diagnosis.Condition;
import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.diagnosis.Recovery;
import dev.fleetshadow.diagnosis.ScoreAsked;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what a policy says about failure modes, and about when a resource counts as well again. */
final class FailureModeReader {

    static final int MOST_MODES = 64;
    private static final int MOST_REPORTS = 10_000;
    private static final int DEFAULT_HELD_FOR = 5;
    private static final int DEFAULT_RELEASE = 15;

    private final List<String> problems;
    private final Set<String> ids = new HashSet<>();

    FailureModeReader(List<String> problems) {
        this.problems = problems;
    }

    /** The ids of all modes read so far, also of those that are wrong otherwise. */
    Set<String> ids() {
        return ids;
    }

    List<FailureMode> failureModes(Section document) {
        List<FailureMode> modes = new ArrayList<>();
        for (Section section : document.sections("failure-modes")) {
            failureMode(section).ifPresent(modes::add);
        }
        if (modes.isEmpty() && problems.isEmpty()) {
            problems.add("failure-modes: there is none; describe at least one");
        }
        if (modes.size() > MOST_MODES) {
            problems.add("failure-modes: there are " + modes.size() + "; describe at most " + MOST_MODES);
        }
        return List.copyOf(modes);
    }

    static Recovery recovery(Section document) {
        Section section = document.sectionOrDefaults("recovery");
        Recovery recovery = new Recovery(
                section.number("score-at-least", Recovery.DEFAULT.scoreAtLeast(), 0, ScoreAsked.HEALTHY_FROM),
                section.count("held-for", Recovery.DEFAULT.reports(), FailureMode.LONGEST_RELEASE));
        section.done();
        return recovery;
    }

    private Optional<FailureMode> failureMode(Section section) {
        String id = section.text("id");
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            section.problem("id", id, "write a name such as memory-exhaustion");
        } else if (!ids.add(id)) {
            section.problem("id", id, "another failure mode has this id; give each its own");
        }
        Shape shape = section.choice("shape", Shape.class, Shape.SUSTAINED);
        List<Section> asked = section.sections("stages");
        if (asked.size() != shape.stages()) {
            section.problem("stages", asked.size() + " stages", "describe " + shape.stages() + " for this shape");
        }
        List<Stage> stages =
                asked.stream().flatMap(stage -> stage(stage, shape).stream()).toList();
        String description = section.text("description");
        Duration within = section.duration("within", FailureMode.LONGEST_WINDOW);
        if (within.compareTo(FailureMode.LONGEST_WINDOW) > 0) {
            section.problem("within", within.toString(), "write at most " + FailureMode.LONGEST_WINDOW);
        }
        int times = section.count("times", 1, FailureMode.MOST_TIMES);
        if (times < FailureMode.fewestTimes(shape)) {
            section.problem("times", Integer.toString(times), "write at least " + FailureMode.fewestTimes(shape));
        }
        int release = section.count("release", DEFAULT_RELEASE, FailureMode.LONGEST_RELEASE);
        boolean fallback = section.flag("fallback");
        boolean destructive = section.flag("destructive");
        section.done();
        return problems.isEmpty()
                ? Optional.of(
                        new FailureMode(id, description, shape, stages, within, times, release, fallback, destructive))
                : Optional.empty();
    }

    private Optional<Stage> stage(Section section, Shape shape) {
        int heldFor = section.count("held-for", DEFAULT_HELD_FOR, MOST_REPORTS);
        List<Section> or = section.oneOrMore("or");
        if (or.size() >= Stage.MOST_ALTERNATIVES) {
            section.problem("or", or.size() + " alternatives", "name at most " + (Stage.MOST_ALTERNATIVES - 1));
        }
        List<Condition> anyOf = new ArrayList<>();
        anyOf.add(ConditionReader.condition(section));
        or.forEach(alternative -> anyOf.add(ConditionReader.condition(alternative)));
        boolean correlated =
                anyOf.stream().anyMatch(condition -> condition.state().correlated());
        if (correlated && (shape != Shape.SUSTAINED || !or.isEmpty())) {
            section.problem("correlated", "true", "ask it of the only stage of a sustained mode, without or");
        }
        return problems.isEmpty() ? Optional.of(new Stage(anyOf, heldFor)) : Optional.empty();
    }
}
