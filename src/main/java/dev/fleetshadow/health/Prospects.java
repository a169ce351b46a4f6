package dev.fleetshadow.health;

import dev.fleetshadow.forecast.Followed;
import dev.fleetshadow.forecast.Follower;
import dev.fleetshadow.forecast.Forecast;
import dev.fleetshadow.forecast.Foresight;
import dev.fleetshadow.forecast.TimeToLimit;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Says what is to be expected of a resource: by its own cheap forecasts of every metric, and by closer ones of the metrics
 * that are followed. Holds what belongs to the update at hand, and nothing beyond it.
 */
final class Prospects {

    private static final Foresight NOTHING = new Foresight();

    private final Follower follower;
    private Foresight foresight = NOTHING;

    Prospects(Followed followed) {
        follower = new Follower(followed);
    }

    /** Learns the followed metrics of an update, if it has any. */
    void learn(ResourceShadow shadow, Deviations deviations, ColdMemory cold) throws IOException {
        foresight = NOTHING;
        for (int j = 0; j < shadow.profile.size(); j++) {
            String metric = shadow.profile.metric(j);
            if (deviations.present[j] && follower.follows(metric)) {
                foresight = foresight == NOTHING ? cold.foresight() : foresight;
                follower.learn(foresight, metric, deviations.value[j], now(shadow), recordsPerDay(shadow));
            }
        }
        if (foresight != NOTHING) {
            cold.keep(foresight);
        }
    }

    /** What the metrics of these columns will be. */
    List<Forecast> forecasts(ResourceShadow shadow, int[] columns) {
        List<Forecast> forecasts = new ArrayList<>(2 * columns.length);
        for (int j : columns) {
            String metric = shadow.profile.metric(j);
            List<Forecast> closer = follower.forecasts(foresight, metric, now(shadow), recordsPerDay(shadow));
            if (closer.isEmpty()) {
                double seconds = shadow.profile.cadence().seconds();
                forecasts.add(shadow.forecasts.forecast(j, metric, seconds));
            } else {
                forecasts.addAll(closer);
            }
        }
        return forecasts;
    }

    List<TimeToLimit> timesToLimit(ResourceShadow shadow) {
        return follower.timesToLimit(foresight, now(shadow), recordsPerDay(shadow));
    }

    private static Instant now(ResourceShadow shadow) {
        return shadow.lastObservedAt();
    }

    private static double recordsPerDay(ResourceShadow shadow) {
        return shadow.profile.cadence().recordsPerDay();
    }
}
