package dev.fleetshadow.diagnosis;

import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Describes conditions and failure modes in the words of a test. */
final class Conditions {

    private static final MetricsAsked.Unless UNLESS_NOTHING = MetricsAsked.NOTHING.unless();

    private Conditions() {}

    static Condition scoreBelow(double score) {
        return of(ScoreAsked.below(score), MetricsAsked.NOTHING, StateAsked.NOTHING, ForeseenAsked.NOTHING);
    }

    static Condition fallingBy(double points, int within) {
        return of(
                new ScoreAsked(Double.NaN, points, within),
                MetricsAsked.NOTHING,
                StateAsked.NOTHING,
                ForeseenAsked.NOTHING);
    }

    static Condition carriedBy(double minShare, Direction direction, String... metrics) {
        return metrics(new MetricsAsked(
                new Side(direction, List.of()),
                new MetricsAsked.Carried(globs(metrics), minShare),
                List.of(),
                null,
                UNLESS_NOTHING));
    }

    static Condition unless(Condition condition, double unlessSigmas, String glob) {
        MetricsAsked metrics = condition.metrics();
        return metrics(new MetricsAsked(
                metrics.side(),
                metrics.carried(),
                metrics.leading(),
                metrics.trend(),
                new MetricsAsked.Unless(globs(glob), unlessSigmas)));
    }

    static Condition ledBy(Direction direction, String... metrics) {
        return metrics(new MetricsAsked(
                new Side(direction, List.of()), MetricsAsked.NOTHING.carried(), globs(metrics), null, UNLESS_NOTHING));
    }

    static Condition heading(Trend trend, String... metrics) {
        return metrics(new MetricsAsked(
                Side.ANY, new MetricsAsked.Carried(globs(metrics), 0), List.of(), trend, UNLESS_NOTHING));
    }

    /** Any condition on the metrics of a score below 40. */
    static Condition metrics(MetricsAsked metrics) {
        return of(ScoreAsked.below(40), metrics, StateAsked.NOTHING, ForeseenAsked.NOTHING);
    }

    static Condition claims(ResourceStatus... statuses) {
        return state(new StateAsked(Set.of(statuses), false, false));
    }

    static Condition silence() {
        return state(new StateAsked(Set.of(), true, false));
    }

    static Condition correlated() {
        return state(new StateAsked(Set.of(), false, true));
    }

    private static Condition state(StateAsked state) {
        return of(ScoreAsked.NOTHING, MetricsAsked.NOTHING, state, ForeseenAsked.NOTHING);
    }

    static Condition predicted(String mode, double minProbability) {
        return foreseen(new ForeseenAsked(mode, minProbability, null));
    }

    static Condition breach(Duration within, String... metrics) {
        return foreseen(new ForeseenAsked(null, 0, new Breach(within, globs(metrics))));
    }

    private static Condition foreseen(ForeseenAsked foreseen) {
        return of(ScoreAsked.NOTHING, MetricsAsked.NOTHING, StateAsked.NOTHING, foreseen);
    }

    private static Condition of(ScoreAsked score, MetricsAsked metrics, StateAsked state, ForeseenAsked foreseen) {
        return new Condition(score, metrics, state, foreseen);
    }

    static List<Glob> globs(String... metrics) {
        return Stream.of(metrics).map(Glob::of).toList();
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

    static FailureMode absence(String id, Stage first, Stage second, int release) {
        return mode(id, Shape.ABSENCE, List.of(first, second), 1, release, false);
    }

    static FailureMode mode(String id, Shape shape, List<Stage> stages, int times, int release, boolean fallback) {
        return new FailureMode(id, "for a test", shape, stages, Duration.ofHours(1), times, release, fallback, false);
    }
}
