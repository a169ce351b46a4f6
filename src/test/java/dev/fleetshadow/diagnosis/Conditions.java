package dev.fleetshadow.diagnosis;

import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Describes conditions and failure modes in the words of a test. */
final class Conditions {

    private Conditions() {}

    static Condition scoreBelow(double score) {
        return new Condition(score, List.of(), Direction.ANY, 0, List.of(), 0, Set.of(), false, null, 0, null);
    }

    static Condition carriedBy(double minShare, Direction direction, String... globs) {
        List<Glob> metrics = Stream.of(globs).map(Glob::of).toList();
        return new Condition(40, metrics, direction, minShare, List.of(), 0, Set.of(), false, null, 0, null);
    }

    static Condition unless(Condition condition, double unlessSigmas, String glob) {
        return new Condition(
                condition.scoreBelow(),
                condition.metrics(),
                condition.direction(),
                condition.minShare(),
                List.of(Glob.of(glob)),
                unlessSigmas,
                Set.of(),
                false,
                null,
                0,
                null);
    }

    static Condition claims(ResourceStatus... statuses) {
        return new Condition(
                Double.NaN, List.of(), Direction.ANY, 0, List.of(), 0, Set.of(statuses), false, null, 0, null);
    }

    static Condition predicted(String mode, double minProbability) {
        return new Condition(
                Double.NaN, List.of(), Direction.ANY, 0, List.of(), 0, Set.of(), false, mode, minProbability, null);
    }

    static Condition breach(Duration within, String... globs) {
        List<Glob> of = Stream.of(globs).map(Glob::of).toList();
        Breach breach = new Breach(within, of);
        return new Condition(Double.NaN, List.of(), Direction.ANY, 0, List.of(), 0, Set.of(), false, null, 0, breach);
    }

    static Condition silence() {
        return new Condition(Double.NaN, List.of(), Direction.ANY, 0, List.of(), 0, Set.of(), true, null, 0, null);
    }

    static FailureMode sustained(String id, Condition condition, int heldFor, int release) {
        return mode(id, Shape.SUSTAINED, List.of(new Stage(condition, heldFor)), 1, release, false);
    }

    static FailureMode fallback(String id, Condition condition, int heldFor) {
        return mode(id, Shape.SUSTAINED, List.of(new Stage(condition, heldFor)), 1, 1, true);
    }

    static FailureMode sequence(String id, Stage first, Stage second) {
        return mode(id, Shape.SEQUENCE, List.of(first, second), 1, 1, false);
    }

    static FailureMode mode(String id, Shape shape, List<Stage> stages, int times, int release, boolean fallback) {
        return new FailureMode(id, "for a test", shape, stages, Duration.ofHours(1), times, release, fallback);
    }
}
