package dev.fleetshadow.forecast;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is remembered of the followed metrics of one resource: for each of at most {@value #MOST} its long trend and its
 * tournament, 620 bytes together with the default models, 4,148 with all of them. Kept apart from the shadow, because most
 * resources have few such metrics or none.
 */
public final class Foresight {

    public static final int MOST = 8;

    private static final int FIRST_LAYOUT_TREND = 53;

    private final List<FollowedMetric> metrics = new ArrayList<>();

    /** One followed metric; its cells hold floats only. */
    static final class FollowedMetric {

        final String name;
        final double[] trend;
        double[] tournament = {};
        int models;
        int learned;

        FollowedMetric(String name, double[] trend) {
            this.name = name;
            this.trend = trend;
        }

        /** Begins the tournament anew where others have competed: they left cells that these cannot read. */
        void compete(int others, int cells) {
            if (models != others || tournament.length != cells) {
                models = others;
                tournament = new double[cells];
                learned = 0;
            }
        }
    }

    /**
     * What is remembered of a metric, from now on if nothing is; {@code null} if there is no room for it.
     *
     * @param silence of a metric: of those beyond 1 the one with the most is forgotten for the sake of another
     */
    FollowedMetric of(String name, ToDoubleFunction<FollowedMetric> silence) {
        for (int i = 0; i < metrics.size(); i++) {
            if (metrics.get(i).name.equals(name)) {
                return metrics.get(i);
            }
        }
        if (metrics.size() == MOST) {
            FollowedMetric quietest = Collections.max(metrics, Comparator.comparingDouble(silence));
            if (silence.applyAsDouble(quietest) <= 1) {
                return null;
            }
            metrics.remove(quietest);
        }
        FollowedMetric metric = new FollowedMetric(name, new double[LongTrend.CELLS]);
        metrics.add(metric);
        return metric;
    }

    List<FollowedMetric> metrics() {
        return metrics;
    }

    public void writeTo(DataOutput out) throws IOException {
        out.writeByte(metrics.size());
        for (FollowedMetric metric : metrics) {
            out.writeUTF(metric.name);
            write(out, metric.trend);
            out.writeByte(metric.models);
            out.writeInt(metric.learned);
            out.writeShort(metric.tournament.length);
            write(out, metric.tournament);
        }
    }

    public static Foresight readFrom(DataInput in) throws IOException {
        Foresight foresight = new Foresight();
        int size = in.readUnsignedByte();
        for (int i = 0; i < size; i++) {
            FollowedMetric metric = new FollowedMetric(in.readUTF(), read(in, LongTrend.CELLS));
            metric.models = in.readUnsignedByte();
            metric.learned = in.readInt();
            metric.tournament = read(in, in.readUnsignedShort());
            foresight.metrics.add(metric);
        }
        return foresight;
    }

    /** Reads what layout 1 wrote: the tournament of the default models, then a trend that was not concluded. */
    public static Foresight readFirstLayout(DataInput in) throws IOException {
        Foresight foresight = new Foresight();
        int size = in.readUnsignedByte();
        for (int i = 0; i < size; i++) {
            String name = in.readUTF();
            int learned = in.readInt();
            double[] tournament = read(in, in.readInt() - FIRST_LAYOUT_TREND);
            double[] trend = Arrays.copyOf(read(in, FIRST_LAYOUT_TREND), LongTrend.CELLS);
            FollowedMetric metric = new FollowedMetric(name, trend);
            metric.models = ForecastModel.fingerprint(ForecastModel.DEFAULT);
            metric.learned = learned;
            metric.tournament = tournament;
            foresight.metrics.add(metric);
        }
        return foresight;
    }

    private static void write(DataOutput out, double[] cells) throws IOException {
        for (double cell : cells) {
            out.writeFloat((float) cell);
        }
    }

    private static double[] read(DataInput in, int count) throws IOException {
        double[] cells = new double[count];
        for (int i = 0; i < count; i++) {
            cells[i] = in.readFloat();
        }
        return cells;
    }
}
