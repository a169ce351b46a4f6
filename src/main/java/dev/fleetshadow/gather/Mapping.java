package dev.fleetshadow.gather;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** Translates what collectors send into resources and metrics as the rest of the service knows them. */
public record Mapping(Map<Dialect, DialectMapping> dialects) implements Serializable {

    public Mapping {
        dialects = Map.copyOf(dialects);
    }

    /**
     * Sorts the points of one record by resource.
     *
     * @throws dev.fleetshadow.telemetry.InvalidUpdateException if nothing tells whose a point is
     */
    public List<Delivery> deliveries(Dialect dialect, List<DataPoint> points) {
        return of(dialect).deliveries(dialect, points);
    }

    DialectMapping of(Dialect dialect) {
        return dialects.get(dialect);
    }
}
