package dev.fleetshadow.gather;

import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.Resource;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells what data points of one dialect are about and what their metrics are called here.
 *
 * @param counters series that only grow, where the sender does not say so itself
 * @param drop series that are not taken in
 * @param keep of the series no rule speaks of, those that are kept under their own name
 */
public record DialectMapping(
        ResourceMapping resource, List<Glob> counters, List<Glob> drop, List<Glob> keep, List<MetricRule> rules)
        implements Serializable {

    public DialectMapping {
        counters = List.copyOf(counters);
        drop = List.copyOf(drop);
        keep = List.copyOf(keep);
        rules = List.copyOf(rules);
    }

    /** The points of one record by resource, in the order of the record. */
    List<Delivery> deliveries(Dialect dialect, List<DataPoint> points) {
        Map<Map<String, String>, Resource> known = new HashMap<>();
        Map<Resource, List<Measurement>> measurements = new LinkedHashMap<>();
        Set<String> identifying = resource.attributes();
        for (DataPoint point : points) {
            Resource whose = known.computeIfAbsent(point.source(), resource::resource);
            Measurement measurement = measurement(point, identifying);
            if (!Glob.anyMatches(drop, measurement.series())) {
                measurements.computeIfAbsent(whose, none -> new ArrayList<>()).add(measurement);
            }
        }
        return measurements.entrySet().stream()
                .map(delivered -> new Delivery(delivered.getKey(), dialect, delivered.getValue()))
                .toList();
    }

    /** Whether a series that is there under no other name is kept under its own. */
    boolean keeps(String series) {
        return Glob.anyMatches(keep, series) && rules.stream().noneMatch(rule -> rule.speaksOf(series));
    }

    private Measurement measurement(DataPoint point, Set<String> identifying) {
        Map<String, String> dimensions = new HashMap<>(point.dimensions());
        dimensions.keySet().removeAll(identifying);
        String series = SeriesName.of(point.metric(), dimensions);
        boolean counter = point.kind() == PointKind.GAUGE && Glob.anyMatches(counters, series);
        return new Measurement(
                series,
                counter ? PointKind.CUMULATIVE : point.kind(),
                point.at(),
                point.since(),
                point.value(),
                point.distribution());
    }
}
