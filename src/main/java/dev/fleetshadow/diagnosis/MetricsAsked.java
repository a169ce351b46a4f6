package dev.fleetshadow.diagnosis;

import dev.fleetshadow.forecast.Forecast;
import dev.fleetshadow.health.Contribution;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.telemetry.Glob;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks which metrics are behind a score.
 *
 * @param side where all metrics named here have to lie
 * @param leading the metric with the largest share must be one of these; empty asks nothing
 * @param trend where the forecast of the largest carrying metric must lead; {@code null} asks nothing
 */
public record MetricsAsked(Side side, Carried carried, List<Glob> leading, Trend trend, Unless unless)
        implements Serializable {

    public static final MetricsAsked NOTHING =
            new MetricsAsked(Side.ANY, new Carried(List.of(), 0), List.of(), null, new Unless(List.of(), 0));

    /**
     * Metrics that must carry the score.
     *
     * @param metrics empty asks nothing
     * @param minShare of the score that they carry together, 0..1
     */
    public record Carried(List<Glob> metrics, double minShare) implements Serializable {

        public Carried {
            metrics = List.copyOf(metrics);
        }
    }

    /**
     * Metrics that must not show: they belong to the cause of which this would only be a symptom.
     *
     * @param metrics empty asks nothing
     * @param sigmas from which on a metric shows
     */
    public record Unless(List<Glob> metrics, double sigmas) implements Serializable {

        public Unless {
            metrics = List.copyOf(metrics);
        }
    }

    public MetricsAsked {
        leading = List.copyOf(leading);
    }

    boolean holds(HealthReport report) {
        List<Contribution> contributions = report.contributions();
        return (carried.metrics().isEmpty() || share(contributions) >= carried.minShare())
                && contributions.stream().noneMatch(this::explainsItself)
                && (leading.isEmpty() || leads(contributions))
                && (trend == null || leadsThere(report));
    }

    /** Share of the score carried by the metrics asked for, 0..1; 1 if none are. */
    double share(List<Contribution> contributions) {
        return carried.metrics().isEmpty()
                ? 1
                : carrying(contributions).mapToDouble(Contribution::share).sum();
    }

    private Stream<Contribution> carrying(List<Contribution> contributions) {
        List<Glob> named = carried.metrics();
        return contributions.stream()
                .filter(side::holds)
                .filter(contribution -> named.isEmpty() || Glob.anyMatches(named, contribution.metric()));
    }

    private boolean explainsItself(Contribution contribution) {
        return side.holds(contribution)
                && Math.abs(contribution.sigmas()) >= unless.sigmas()
                && Glob.anyMatches(unless.metrics(), contribution.metric());
    }

    private boolean leads(List<Contribution> contributions) {
        return contributions.stream()
                .limit(1)
                .anyMatch(first -> side.holds(first) && Glob.anyMatches(leading, first.metric()));
    }

    private boolean leadsThere(HealthReport report) {
        return carrying(report.contributions())
                .max(Comparator.comparingDouble(Contribution::share))
                .filter(largest -> report.forecasts().stream()
                        .filter(forecast -> forecast.metric().equals(largest.metric()))
                        .max(Comparator.comparingDouble(Forecast::horizonSeconds))
                        .filter(farthest -> trend.holds(largest, farthest))
                        .isPresent())
                .isPresent();
    }
}
