package dev.fleetshadow.profile;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Remembers what is normal for one resource: which metrics it reports, how often, and the memories of each.
 *
 * <p>Not thread-safe: a profile belongs to the one keyed operator that owns its resource.
 */
public final class ResourceProfile {

    private final List<String> metrics;
    private final Cadence cadence;
    private final Memories memories;
    private long records;

    private ResourceProfile(List<String> metrics, Cadence cadence, Memories memories, long records) {
        this.metrics = metrics;
        this.cadence = cadence;
        this.memories = memories;
        this.records = records;
    }

    public static ResourceProfile cold() {
        return new ResourceProfile(new ArrayList<>(), new Cadence(), new Memories(0), 0);
    }

    /**
     * Makes room for metrics not seen before, in alphabetical order so that a replay builds the same columns.
     *
     * @return how many metrics of the update have no column because the profile already holds {@code limit}
     */
    public int admit(Map<String, Double> update, int limit) {
        int known = 0;
        for (String metric : metrics) {
            known += update.containsKey(metric) ? 1 : 0;
        }
        if (known == update.size()) {
            return 0;
        }
        List<String> fresh = new ArrayList<>(update.keySet());
        fresh.removeAll(metrics);
        Collections.sort(fresh);
        int admitted = Math.max(0, Math.min(fresh.size(), limit - metrics.size()));
        metrics.addAll(fresh.subList(0, admitted));
        memories.grow(metrics.size());
        return fresh.size() - admitted;
    }

    public void countRecord() {
        records++;
    }

    public int size() {
        return metrics.size();
    }

    public String metric(int column) {
        return metrics.get(column);
    }

    public List<String> metrics() {
        return Collections.unmodifiableList(metrics);
    }

    public Cadence cadence() {
        return cadence;
    }

    public Memories memories() {
        return memories;
    }

    /** Records learned so far. */
    public long records() {
        return records;
    }

    public void writeTo(DataOutput out, SplittableRandom rounding) throws IOException {
        out.writeLong(records);
        cadence.writeTo(out);
        out.writeShort(metrics.size());
        MetricNames.write(out, metrics);
        memories.writeTo(out, rounding);
    }

    public static ResourceProfile readFrom(DataInput in) throws IOException {
        long records = in.readLong();
        Cadence cadence = Cadence.readFrom(in);
        int size = in.readShort();
        return new ResourceProfile(MetricNames.read(in, size), cadence, Memories.readFrom(in, size), records);
    }

    /** Reads what layout 1 wrote. */
    public static ResourceProfile readFirstLayout(DataInput in) throws IOException {
        long records = in.readLong();
        Cadence cadence = Cadence.readFrom(in);
        int size = in.readShort();
        List<String> metrics = new ArrayList<>(size + 1);
        for (int j = 0; j < size; j++) {
            metrics.add(in.readUTF());
        }
        return new ResourceProfile(metrics, cadence, Memories.readFirstLayout(in, size), records);
    }
}
