package dev.fleetshadow.settings;

import dev.fleetshadow.diagnosis.Breach;
import dev.fleetshadow.diagnosis.Condition;
import dev.fleetshadow.diagnosis.Direction;
import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.diagnosis.Recovery;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Stage;
import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a policy says about failure modes, and about when a resource counts as well again. */
final class FailureModeReader {

    static final int MOST_MODES = 64;
    private static final int MOST_REPORTS = 10_000;
    private static final int DEFAULT_HELD_FOR = 5;
    private static final int DEFAULT_RELEASE = 15;
    private static final double DEFAULT_MIN_SHARE = 0.3;
    private static final double DEFAULT_UNLESS_SIGMAS = 2;
    private static final double MOST_SIGMAS = 1000;
    private static final double DEFAULT_MIN_PROBABILITY = 0.5;
    /** What a stage must ask for at least one of. */
    private static final List<String> DECISIVE =
            List.of("score-below", "status", "predicted", "predicted-breach-within");

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
        Section section = document.section("recovery");
        if (section == null) {
            return Recovery.DEFAULT;
        }
        Recovery recovery = new Recovery(
                section.number("score-at-least", Recovery.DEFAULT.scoreAtLeast(), 0, 100),
                section.count("held-for", Recovery.DEFAULT.reports(), MOST_REPORTS));
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
        List<Stage> stages =
                section.sections("stages").stream().map(this::stage).toList();
        if (stages.size() != shape.stages()) {
            section.problem("stages", stages.size() + " stages", "describe " + shape.stages() + " for this shape");
        }
        String description = section.text("description");
        Duration within = section.duration("within", FailureMode.LONGEST_WINDOW);
        if (within.compareTo(FailureMode.LONGEST_WINDOW) > 0) {
            section.problem("within", within.toString(), "write at most " + FailureMode.LONGEST_WINDOW);
        }
        int times = section.count("times", 1, FailureMode.MOST_TIMES);
        if (times < FailureMode.fewestTimes(shape)) {
            section.problem("times", Integer.toString(times), "write at least " + FailureMode.fewestTimes(shape));
        }
        int release = section.count("release", DEFAULT_RELEASE, MOST_REPORTS);
        boolean fallback = section.flag("fallback");
        section.done();
        return problems.isEmpty()
                ? Optional.of(new FailureMode(id, description, shape, stages, within, times, release, fallback))
                : Optional.empty();
    }

    private Stage stage(Section section) {
        int heldFor = section.count("held-for", DEFAULT_HELD_FOR, MOST_REPORTS);
        Section or = section.section("or");
        Condition alternative = or == null ? null : condition(or);
        return new Stage(condition(section), alternative, heldFor);
    }

    private static Condition condition(Section section) {
        Set<ResourceStatus> statuses = section.texts("status").stream()
                .map(text -> section.choice("status", text, ResourceStatus.class, ResourceStatus.RUNNING))
                .collect(Collectors.toSet());
        Condition condition = new Condition(
                section.number("score-below", Double.NaN, 0, 100),
                patterns(section, "metrics"),
                section.choice("direction", Direction.class, Direction.ANY),
                section.number("min-share", DEFAULT_MIN_SHARE, 0, 1),
                patterns(section, "unless"),
                section.number("unless-sigmas", DEFAULT_UNLESS_SIGMAS, 0, MOST_SIGMAS),
                statuses,
                section.flag("silent"),
                section.text("predicted", null),
                section.number("min-probability", DEFAULT_MIN_PROBABILITY, 0, 1),
                breach(section));
        if (DECISIVE.stream().noneMatch(section::has) && !condition.silent()) {
            section.problem("score-below", "nothing", "ask for silent, " + String.join(", ", DECISIVE));
        }
        section.done();
        return condition;
    }

    private static Breach breach(Section section) {
        Duration within = section.duration("predicted-breach-within", null);
        List<Glob> of = patterns(section, "breach-of");
        if (section.has("breach-of") && !section.has("predicted-breach-within")) {
            section.problem(
                    "breach-of",
                    String.join(", ", section.texts("breach-of")),
                    "say how soon with predicted-breach-within");
        }
        if (within != null && within.compareTo(TimeToLimit.FARTHEST) > 0) {
            section.problem("predicted-breach-within", within.toString(), "write at most " + TimeToLimit.FARTHEST);
        }
        return within == null ? null : new Breach(within, of);
    }

    private static List<Glob> patterns(Section section, String field) {
        return section.texts(field).stream().map(Glob::of).toList();
    }
}
