package dev.fleetshadow.health;

import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Writes single health reports, of a resource with which nothing is wrong but what a test says. */
public final class Reporting {

    private static final DataQuality GOOD = new DataQuality(9, 0, 0, List.of(), 1);

    private final Resource resource;
    private ResourceStatus status = ResourceStatus.RUNNING;
    private HealthLevel level = HealthLevel.HEALTHY;
    private double score = 95;
    private List<Contribution> contributions = List.of();
    private String heading;
    private double previousScore = Double.NaN;
    private Duration left;
    private int wellFor;
    private boolean announced;

    private Reporting(Resource resource) {
        this.resource = resource;
    }

    public static Reporting of(String id, String group) {
        return of(Resource.of(id, group));
    }

    public static Reporting of(Resource resource) {
        return new Reporting(resource);
    }

    public Reporting score(double points) {
        score = points;
        level = HealthLevel.of(points);
        return this;
    }

    public Reporting status(ResourceStatus claimed) {
        status = claimed;
        return this;
    }

    public Reporting silent() {
        level = HealthLevel.SILENT;
        return this;
    }

    /** One metric that carries the whole score. */
    public Reporting because(String metric) {
        contributions = List.of(new Contribution(metric, 9, 1, 8, Channel.TWO_DAYS, 1));
        return this;
    }

    /** One more metric behind the score. */
    public Reporting showing(String metric, double sigmas, double share) {
        contributions = Stream.concat(
                        contributions.stream(),
                        Stream.of(new Contribution(metric, sigmas, 0, sigmas, Channel.TWO_DAYS, share)))
                .toList();
        return this;
    }

    public Reporting after(double score) {
        previousScore = score;
        return this;
    }

    /** Of which a metric reaches its limit after a while. */
    public Reporting heading(String metric, Duration time) {
        heading = metric;
        left = time;
        return this;
    }

    public Reporting wellFor(int reports) {
        wellFor = reports;
        return this;
    }

    public Reporting announced() {
        announced = true;
        return this;
    }

    public HealthReport at(Instant observedAt) {
        return new HealthReport(
                resource,
                observedAt,
                status,
                level,
                score,
                1,
                1,
                contributions,
                List.of(),
                List.of(),
                timesToLimit(observedAt),
                null,
                GOOD,
                null,
                null,
                previousScore,
                wellFor,
                announced);
    }

    private List<TimeToLimit> timesToLimit(Instant observedAt) {
        if (heading == null) {
            return List.of();
        }
        Instant likely = observedAt.plus(left);
        return List.of(new TimeToLimit(heading, 1, likely, likely, null, 0.9));
    }
}
