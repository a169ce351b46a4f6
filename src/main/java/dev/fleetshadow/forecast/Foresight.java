package dev.fleetshadow.forecast;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is remembered of the followed metrics of one resource: for each of at most {@value #MOST} its tournament and its long
 * trend, 584 bytes together. Kept apart from the shadow, because most resources have few such metrics or none.
 */
public final class Foresight {

    public static final int MOST = 8;

    private final List<FollowedMetric> metrics = new ArrayList<>();

    /** One followed metric; its cells hold floats only. */
    static final class FollowedMetric {

        final String name;
        final double[] cells;
        int learned;

        FollowedMetric(String name, int cells) {
            this.name = name;
            this.cells = new double[cells];
        }
    }

    /** What is remembered of a metric, from now on if nothing is; {@code null} if there is no room for it. */
    FollowedMetric of(String name, int cells) {
        for (int i = 0; i < metrics.size(); i++) {
            FollowedMetric metric = metrics.get(i);
            if (metric.name.equals(name)) {
                return metric.cells.length == cells ? metric : begin(i, name, cells);
            }
        }
        return metrics.size() < MOST ? begin(metrics.size(), name, cells) : null;
    }

    List<FollowedMetric> metrics() {
        return metrics;
    }

    /** Begins anew also where other forecasters left cells that these cannot read. */
    private FollowedMetric begin(int index, String name, int cells) {
        FollowedMetric metric = new FollowedMetric(name, cells);
        if (index < metrics.size()) {
            metrics.set(index, metric);
        } else {
            metrics.add(metric);
        }
        return metric;
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(metrics.size());
        for (FollowedMetric metric : metrics) {
            out.writeUTF(metric.name);
            out.writeInt(metric.learned);
            out.writeInt(metric.cells.length);
            for (double cell : metric.cells) {
                out.writeFloat((float) cell);
            }
        }
    }

    public static Foresight readFrom(DataInput in) throws IOException {
        Foresight foresight = new Foresight();
        int size = in.readUnsignedByte();
        for (int i = 0; i < size; i++) {
            String name = in.readUTF();
            int learned = in.readInt();
            FollowedMetric metric = foresight.begin(i, name, in.readInt());
            metric.learned = learned;
            for (int c = 0; c < metric.cells.length; c++) {
                metric.cells[c] = in.readFloat();
            }
        }
        return foresight;
    }
}
