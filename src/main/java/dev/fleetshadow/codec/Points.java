package dev.fleetshadow.codec;

import dev.fleetshadow.gather.DataPoint;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.util.ArrayList;
import java.util.List;

/** Collects the data points of one record, of which there must not be any number. */
final class Points {

    private final List<DataPoint> points = new ArrayList<>();

    void add(DataPoint point) {
        if (points.size() == DataPoint.MOST_PER_RECORD) {
            throw new InvalidUpdateException(
                    "record", "more than " + DataPoint.MOST_PER_RECORD + " points", "send smaller batches");
        }
        points.add(point);
    }

    List<DataPoint> list() {
        return points;
    }
}
