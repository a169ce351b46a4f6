package dev.fleetshadow.gather;

import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StoredResource;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Holds what was measured of one resource in intervals that are not over yet, and what its counters were at last.
 *
 * <p>There is room for {@value #MOST_CELLS} measurements in all, those of a histogram being as many as its buckets. What
 * there is no room for is left out; {@link Gatherer} counts it.
 */
public final class Gathering {

    /** A host with 64 processors and 100 interfaces needs some 3,000, and twice as many while two intervals are open. */
    static final int MOST_CELLS = 8192;

    /** A series, by what decides what becomes of its values. */
    record Series(Dialect dialect, PointKind kind, String name) implements Comparable<Series> {
        @Override
        public int compareTo(Series other) {
            int byDialect = dialect.compareTo(other.dialect);
            int byKind = byDialect == 0 ? kind.compareTo(other.kind) : byDialect;
            return byKind == 0 ? name.compareTo(other.name) : byKind;
        }
    }

    /** What is known of one interval: the resource by its latest description, and by series and time what counts. */
    static final class Interval {
        private Resource resource;
        private Instant described = Instant.MIN;
        private long closesAtMillis = Long.MAX_VALUE;
        private final SortedMap<Series, NavigableMap<Instant, Measurement>> series = new TreeMap<>();

        Resource resource() {
            return resource;
        }

        SortedMap<Series, NavigableMap<Instant, Measurement>> series() {
            return series;
        }

        void describe(Resource description, Instant at) {
            int later = at.compareTo(described);
            if (later > 0 || (later == 0 && description.toString().compareTo(resource.toString()) > 0)) {
                resource = description;
                described = at;
            }
        }
    }

    private final NavigableMap<Long, Interval> open = new TreeMap<>();
    private final SortedMap<Series, Measurement> counters = new TreeMap<>();
    private long closedUntilMillis = Long.MIN_VALUE;
    private long lastClosingMillis = Long.MIN_VALUE;
    private long alarmAtMillis = Long.MIN_VALUE;
    private int cells;

    /** When somebody has to look whether the resource is to be forgotten; {@link Long#MIN_VALUE} if nobody has to. */
    public long alarmAtMillis() {
        return alarmAtMillis;
    }

    public void setAlarm(long atMillis) {
        alarmAtMillis = atMillis;
    }

    /** Whether nothing is awaited, and nothing was since then. */
    boolean quietSince(long millis) {
        return open.isEmpty() && lastClosingMillis <= millis;
    }

    /** Until when, by the clock of the resource, everything was handed on. */
    long closedUntilMillis() {
        return closedUntilMillis;
    }

    /** Whether the interval is known and closes by then. */
    boolean closesBy(long millis, long endMillis) {
        Interval interval = open.get(endMillis);
        return interval != null && interval.closesAtMillis <= millis;
    }

    /** Lets an interval close at that time, if not sooner. */
    void closeAt(long millis, long endMillis) {
        Interval interval = open.get(endMillis);
        interval.closesAtMillis = Math.min(interval.closesAtMillis, millis);
    }

    /** Takes a measurement in; false if there is no room for it. What was there before for the same is replaced if older. */
    boolean add(long endMillis, Resource resource, Dialect dialect, Measurement measurement) {
        Series key = new Series(dialect, measurement.kind(), measurement.series());
        Interval interval = open.get(endMillis);
        NavigableMap<Instant, Measurement> known = interval == null ? null : interval.series.get(key);
        Instant slot = measurement.kind() == PointKind.DELTA ? measurement.at() : Instant.EPOCH;
        Measurement before = known == null ? null : known.get(slot);
        boolean counts = before == null || Measurement.LATEST.compare(before, measurement) < 0;
        int more = counts ? measurement.cells() - (before == null ? 0 : before.cells()) : 0;
        if (more > 0 && cells + more > MOST_CELLS) {
            return false;
        }
        if (counts) {
            interval = open.computeIfAbsent(endMillis, none -> new Interval());
            interval.series.computeIfAbsent(key, none -> new TreeMap<>()).put(slot, measurement);
            cells += more;
        }
        interval.describe(resource, measurement.at());
        return true;
    }

    /** Takes out the first interval if it, or one after it, is over by now; {@code null} if none is. */
    Map.Entry<Long, Interval> over(long nowMillis) {
        if (open.values().stream().noneMatch(interval -> interval.closesAtMillis <= nowMillis)) {
            return null;
        }
        var first = open.pollFirstEntry();
        closedUntilMillis = first.getKey();
        lastClosingMillis = nowMillis;
        first.getValue().series.values().forEach(known -> known.values().forEach(gone -> cells -= gone.cells()));
        return first;
    }

    /** What a counter was at last; {@code null} if that is not known. */
    Measurement last(Series counter) {
        return counters.get(counter);
    }

    void remember(Series counter, Measurement last) {
        Measurement before = counters.put(counter, last);
        cells += last.cells() - (before == null ? 0 : before.cells());
    }

    void forgetBefore(Instant earliest) {
        counters.values().removeIf(last -> {
            boolean old = last.at().isBefore(earliest);
            cells -= old ? last.cells() : 0;
            return old;
        });
    }

    /** The first layout. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeLong(closedUntilMillis);
        out.writeLong(lastClosingMillis);
        out.writeLong(alarmAtMillis);
        out.writeInt(open.size());
        for (Map.Entry<Long, Interval> interval : open.entrySet()) {
            out.writeLong(interval.getKey());
            out.writeLong(interval.getValue().closesAtMillis);
            StoredResource.write(out, interval.getValue().resource);
            StoredMeasurements.write(out, interval.getValue().described);
            out.writeInt(interval.getValue().series.size());
            for (var series : interval.getValue().series.entrySet()) {
                StoredMeasurements.write(out, series.getKey());
                out.writeInt(series.getValue().size());
                for (Measurement measurement : series.getValue().values()) {
                    StoredMeasurements.write(out, measurement);
                }
            }
        }
        out.writeInt(counters.size());
        for (Map.Entry<Series, Measurement> counter : counters.entrySet()) {
            StoredMeasurements.write(out, counter.getKey());
            StoredMeasurements.write(out, counter.getValue());
        }
    }

    /** Reads the first layout. */
    public static Gathering readFrom(DataInput in) throws IOException {
        Gathering gathering = new Gathering();
        gathering.closedUntilMillis = in.readLong();
        gathering.lastClosingMillis = in.readLong();
        gathering.alarmAtMillis = in.readLong();
        for (int intervals = in.readInt(); intervals > 0; intervals--) {
            long end = in.readLong();
            long closesAt = in.readLong();
            Resource resource = StoredResource.read(in);
            Instant described = StoredMeasurements.instant(in);
            for (int series = in.readInt(); series > 0; series--) {
                Series key = StoredMeasurements.series(in);
                for (int measurements = in.readInt(); measurements > 0; measurements--) {
                    gathering.add(end, resource, key.dialect, StoredMeasurements.measurement(in, key));
                }
            }
            gathering.open.get(end).describe(resource, described);
            gathering.closeAt(closesAt, end);
        }
        for (int counters = in.readInt(); counters > 0; counters--) {
            Series key = StoredMeasurements.series(in);
            gathering.remember(key, StoredMeasurements.measurement(in, key));
        }
        return gathering;
    }
}
