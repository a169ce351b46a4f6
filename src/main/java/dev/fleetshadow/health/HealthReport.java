package dev.fleetshadow.health;

import dev.fleetshadow.detection.Opinion;
import dev.fleetshadow.forecast.Forecast;
import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Instant;
import java.util.List;

/**
 * The verdict on one update: how healthy, why, and what to expect next.
 *
 * @param observedAt event time of the update; for a silent resource the time its silence was noticed
 * @param score 0..100, 100 healthy; NaN while learning; the last known score while silent
 * @param returnPeriodHours how many hours lie between two such scores on this resource, normally; NaN while learning
 * @param rawScore the smoothed deviation before calibration, ≥ 0
 * @param contributions the metrics behind the score, largest share first, at most 5 and at most 80 % of it
 * @param ranking further than those: metrics by share, largest first, as many as were asked for, usually none
 * @param forecasts next expected values of those metrics; of followed ones also those further ahead
 * @param timesToLimit metrics that keep moving towards a limit, with the time they need
 * @param prediction merged prediction, or {@code null}
 * @param secondOpinion what the independent detector says, asked only below the healthy band; or {@code null}
 * @param incident the incident this report belongs to, however the score has recovered since; or {@code null}
 * @param previousScore the score of the update before; NaN if there was none or it was unknown
 * @param wellFor calm reports in a row, this one included: healthy or learning, running, and nothing foreseen; 0 if this
 *     one is not calm
 * @param announced whether it is the first on its resource or of an hour of event time, which begins at another moment for
 *     each resource, or differs from the one before in level, status, kind, group or labels: who counts the fleet need not
 *     look at the others
 */
public record HealthReport(
        Resource resource,
        Instant observedAt,
        ResourceStatus status,
        HealthLevel level,
        double score,
        double returnPeriodHours,
        double rawScore,
        List<Contribution> contributions,
        List<String> ranking,
        List<Forecast> forecasts,
        List<TimeToLimit> timesToLimit,
        Prediction prediction,
        DataQuality quality,
        Opinion secondOpinion,
        Incident incident,
        double previousScore,
        int wellFor,
        boolean announced) {

    /**
     * As many calm reports in a row are still looked at for failures that end; nothing that waits for a resource to be well
     * again may wait for more.
     */
    public static final int ATTENDED_CALM_REPORTS = 60;

    private static final double ESTABLISHED_DAYS = 2;

    public HealthReport {
        if (wellFor < 0) {
            throw new IllegalArgumentException(resource.id() + ": wellFor is counted from 0, not " + wellFor);
        }
    }

    /** The same of a resource that is counted to another group. */
    public HealthReport inGroup(String group) {
        return resource.group().equals(group)
                ? this
                : new HealthReport(
                        new Resource(resource.id(), resource.kind(), group, resource.labels()),
                        observedAt,
                        status,
                        level,
                        score,
                        returnPeriodHours,
                        rawScore,
                        contributions,
                        ranking,
                        forecasts,
                        timesToLimit,
                        prediction,
                        quality,
                        secondOpinion,
                        incident,
                        previousScore,
                        wellFor,
                        announced);
    }

    public String resourceId() {
        return resource.id();
    }

    public boolean scored() {
        return !Double.isNaN(score);
    }

    /** Whether something may be wrong with the resource, or was until a short while ago. */
    public boolean needsAttention() {
        return wellFor <= ATTENDED_CALM_REPORTS;
    }

    /** Whether the resource was watched for long enough that something may be made of a low score. */
    public boolean established() {
        return quality.baselineDays() >= ESTABLISHED_DAYS;
    }
}
