package dev.fleetshadow.forecast;

import dev.fleetshadow.telemetry.Glob;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Which metrics matter enough to be followed by the full tournament: those with a limit, and others that are named.
 *
 * @param limits the first that fits a metric counts
 * @param others followed without a limit
 * @param models who competes for them, at least one; kept from the simplest to the most elaborate
 */
public record Followed(List<Limit> limits, List<Glob> others, List<ForecastModel> models) implements Serializable {

    public static final Followed NOTHING = new Followed(List.of(), List.of());

    public Followed {
        limits = List.copyOf(limits);
        others = List.copyOf(others);
        models = models.stream().distinct().sorted().toList();
        if (models.isEmpty()) {
            throw new IllegalArgumentException("at least one model must forecast");
        }
    }

    public Followed(List<Limit> limits, List<Glob> others) {
        this(limits, others, ForecastModel.DEFAULT);
    }

    Optional<Limit> limitOf(String metric) {
        return limits.stream().filter(limit -> limit.metric().matches(metric)).findFirst();
    }

    boolean includes(String metric) {
        return limitOf(metric).isPresent() || others.stream().anyMatch(pattern -> pattern.matches(metric));
    }
}
