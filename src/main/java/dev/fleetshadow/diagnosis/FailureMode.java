package dev.fleetshadow.diagnosis;

import dev.fleetshadow.health.HealthReport;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * Describes one way in which resources fail, as data that an operator can read and change.
 *
 * @param id kebab-case; playbooks and predictions refer to it
 * @param stages as many as the shape has
 * @param within for a sequence: from the first stage to the second; for an absence: how long the second one may take; for
 *     an oscillation: from the first entry to the last; at most {@link #LONGEST_WINDOW}
 * @param times for an oscillation: how often the stage is entered, 2..{@value #MOST_TIMES}
 * @param release reports in a row without the condition until a stage counts as left, 1..{@link #LONGEST_RELEASE}
 * @param fallback only considered while no other mode of the resource is held
 * @param destructive destroys what cannot be had back when it is left alone
 */
public record FailureMode(
        String id,
        String description,
        Shape shape,
        List<Stage> stages,
        Duration within,
        int times,
        int release,
        boolean fallback,
        boolean destructive)
        implements Serializable {

    /** Partial matches are kept no longer than this, whatever a mode asks for. */
    public static final Duration LONGEST_WINDOW = Duration.ofHours(24);

    public static final int MOST_TIMES = 10;

    /** No more calm reports in a row are looked at. */
    public static final int LONGEST_RELEASE = HealthReport.ATTENDED_CALM_REPORTS;

    public FailureMode {
        stages = List.copyOf(stages);
        if (stages.size() != shape.stages()) {
            throw new IllegalArgumentException(
                    "%s: a %s has %d stage(s), not %d".formatted(id, shape, shape.stages(), stages.size()));
        }
        if (within.compareTo(LONGEST_WINDOW) > 0 || within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException(
                    id + ": the window must be positive and at most " + LONGEST_WINDOW + ", not " + within);
        }
        int fewest = fewestTimes(shape);
        if (times < fewest || times > MOST_TIMES) {
            throw new IllegalArgumentException(
                    "%s: times must be %d..%d, not %d".formatted(id, fewest, MOST_TIMES, times));
        }
        if (release < 1 || release > LONGEST_RELEASE) {
            throw new IllegalArgumentException(
                    "%s: release must be 1..%d, not %d".formatted(id, LONGEST_RELEASE, release));
        }
        if (correlated(stages) && shape != Shape.SUSTAINED) {
            throw new IllegalArgumentException(
                    "%s: what is asked of a failure domain is %s, not %s".formatted(id, Shape.SUSTAINED, shape));
        }
    }

    /** Whether it is about whole failure domains and not about single resources. */
    public boolean correlated() {
        return correlated(stages);
    }

    private static boolean correlated(List<Stage> stages) {
        return stages.stream().anyMatch(Stage::correlated);
    }

    /** What happens once does not oscillate. */
    public static int fewestTimes(Shape shape) {
        return shape == Shape.OSCILLATION ? 2 : 1;
    }
}
