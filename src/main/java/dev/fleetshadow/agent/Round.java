package dev.fleetshadow.agent;

import dev.fleetshadow.telemetry.MetricName;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Gathers what the sensors tell in one round, and no more of it than a report may hold. */
final class Round {

    /** With room for what the agent tells of itself, a report has at most 1,000. */
    static final int MOST_METRICS = 990;

    private final Instant at;
    private final long nanos;
    private final Map<String, Double> metrics = new TreeMap<>();
    private final List<String> unusable = new ArrayList<>();
    private ResourceStatus status = ResourceStatus.RUNNING;
    private int leftOut;

    /** At a time, and that of a clock that never goes back. */
    Round(Instant at, long nanos) {
        this.at = at;
        this.nanos = nanos;
    }

    Instant at() {
        return at;
    }

    long nanos() {
        return nanos;
    }

    /** Takes a value; of two of one name the first. Whatever is not taken is counted. */
    void put(String metric, double value) {
        String name = MetricName.within(Resource.MAX_NAME_LENGTH, metric);
        if (!(Math.abs(value) <= StatusUpdate.LARGEST_MAGNITUDE)) {
            unusable(name);
        } else if (metrics.size() >= MOST_METRICS || metrics.containsKey(name)) {
            leftOut++;
        } else {
            metrics.put(name, value);
        }
    }

    /** Names what is there but has no value that can be used; as many as a report can name. */
    void unusable(String metric) {
        if (unusable.size() < StatusUpdate.MAX_UNUSABLE_NAMED) {
            unusable.add(MetricName.within(Resource.MAX_NAME_LENGTH, metric));
        }
    }

    /** Says that so many values were not taken. */
    void leaveOut(int values) {
        leftOut += values;
    }

    /** A service does not run; the worst that is said counts. */
    void down(boolean critical) {
        if (critical) {
            status = ResourceStatus.FAILED;
        } else if (status == ResourceStatus.RUNNING) {
            status = ResourceStatus.DEGRADED;
        }
    }

    int leftOut() {
        return leftOut;
    }

    Reading reading() {
        return new Reading(status, metrics, List.copyOf(unusable));
    }
}
