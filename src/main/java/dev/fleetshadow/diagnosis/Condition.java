package dev.fleetshadow.diagnosis;

import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.health.Contribution;
import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Prediction;
import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says of one health report whether it looks like a stage of a failure; everything that is asked for must hold.
 *
 * <p>A silent resource's report holds nothing but silence: the score in it is an old one.
 *
 * @param scoreBelow the score must be known and below this; {@code NaN} asks nothing
 * @param metrics these metrics, in the given direction, must carry at least {@code minShare} of the score; empty asks
 *     nothing
 * @param minShare 0..1
 * @param unless none of these metrics may contribute to the score with {@code unlessSigmas} in the same direction: they
 *     belong to the cause of which this would only be a symptom; empty asks nothing
 * @param unlessSigmas > 0
 * @param statuses the resource must claim one of these; empty asks nothing
 * @param silent the resource must be silent
 * @param predicted the merged prediction must name this failure mode with {@code minProbability}; {@code null} asks
 *     nothing
 * @param breach a limit must be about to be reached; {@code null} asks nothing
 */
public record Condition(
        double scoreBelow,
        List<Glob> metrics,
        Direction direction,
        double minShare,
        List<Glob> unless,
        double unlessSigmas,
        Set<ResourceStatus> statuses,
        boolean silent,
        String predicted,
        double minProbability,
        Breach breach)
        implements Serializable {

    public Condition {
        metrics = List.copyOf(metrics);
        unless = List.copyOf(unless);
        statuses = Set.copyOf(statuses);
    }

    public boolean holds(HealthReport report) {
        if (silent || report.level() == HealthLevel.SILENT) {
            return silent && report.level() == HealthLevel.SILENT;
        }
        return (Double.isNaN(scoreBelow) || (report.established() && report.score() < scoreBelow))
                && (metrics.isEmpty() || share(report.contributions()) >= minShare)
                && report.contributions().stream().noneMatch(this::explainsItself)
                && (statuses.isEmpty() || statuses.contains(report.status()))
                && (predicted == null || predicts(report.prediction()))
                && (breach == null || breach.predictedBy(report));
    }

    /** When what this condition is about reaches its limit, as far as its metrics are named and heading there. */
    Optional<TimeToLimit> timeToLimit(HealthReport report) {
        List<Glob> about = breach == null ? metrics : breach.of();
        return breach == null && metrics.isEmpty() ? Optional.empty() : Breach.firstOf(about, report);
    }

    /** Share of the score carried by the metrics this condition asks for, 0..1; 1 if it asks for none. */
    public double share(List<Contribution> contributions) {
        if (metrics.isEmpty()) {
            return 1;
        }
        double share = 0;
        for (Contribution contribution : contributions) {
            if (direction.accepts(contribution.sigmas()) && named(metrics, contribution)) {
                share += contribution.share();
            }
        }
        return share;
    }

    private boolean explainsItself(Contribution contribution) {
        return direction.accepts(contribution.sigmas())
                && Math.abs(contribution.sigmas()) >= unlessSigmas
                && named(unless, contribution);
    }

    private static boolean named(List<Glob> patterns, Contribution contribution) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(contribution.metric()));
    }

    private boolean predicts(Prediction prediction) {
        return prediction != null
                && prediction.failureMode().equals(predicted)
                && prediction.probability() >= minProbability;
    }
}
