package dev.fleetshadow.health;

import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Instant;
import java.util.List;

/** Writes single health reports, of a resource with which nothing is wrong but what a test says. */
public final class Reporting {

    private static final DataQuality GOOD = new DataQuality(9, 0, 0, List.of(), 1);

    private final Resource resource;
    private ResourceStatus status = ResourceStatus.RUNNING;
    private HealthLevel level = HealthLevel.HEALTHY;
    private double score = 95;
    private List<Contribution> contributions = List.of();
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
                List.of(),
                null,
                GOOD,
                null,
                null,
                Double.NaN,
                wellFor,
                announced);
    }
}
