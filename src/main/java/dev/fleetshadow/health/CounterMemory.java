package dev.fleetshadow.health;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Turns cumulative counters into rates, because a number that only grows is never normal.
 *
 * <p>A counter is known by its name, never by its values: many a metric grows for days without being one. Its rate is
 * taken over the time since its last value, however long ago. The first value and one smaller than the last, after a
 * reset, say nothing and are left out of that one record.
 */
final class CounterMemory {

    private static final double MILLIS_PER_SECOND = 1000;

    private final Map<String, Reading> readings = new LinkedHashMap<>();

    private record Reading(double value, long atMillis) {

        double rateUntil(Reading next) {
            return (next.value - value) * MILLIS_PER_SECOND / Math.max(1, next.atMillis - atMillis);
        }
    }

    /**
     * The metrics of one update with rates per second in place of counters.
     *
     * @param refused counters left out because as many as allowed are remembered already
     */
    record Rates(Map<String, Double> metrics, int refused) {}

    /**
     * Puts rates in place of counters and remembers these.
     *
     * @param suffixes of the names of counters
     * @param limit counters remembered at most; further ones are left out
     */
    Rates rates(Map<String, Double> metrics, long nowMillis, List<String> suffixes, int limit) {
        Map<String, Double> rates = metrics;
        SortedMap<String, Reading> fresh = new TreeMap<>();
        for (Map.Entry<String, Double> metric : metrics.entrySet()) {
            String name = metric.getKey();
            if (counter(name, suffixes)) {
                rates = rates == metrics ? new HashMap<>(metrics) : rates;
                Reading now = new Reading(metric.getValue(), nowMillis);
                Reading last = readings.replace(name, now);
                if (last == null) {
                    fresh.put(name, now);
                }
                if (last == null || now.value < last.value) {
                    rates.remove(name);
                } else {
                    rates.put(name, last.rateUntil(now));
                }
            }
        }
        return new Rates(rates, fresh.size() - admit(fresh, limit));
    }

    /** Remembers as many as there is room for, in alphabetical order so that a replay remembers the same ones. */
    private int admit(SortedMap<String, Reading> fresh, int limit) {
        int admitted = Math.max(0, Math.min(fresh.size(), limit - readings.size()));
        fresh.entrySet().stream()
                .limit(admitted)
                .forEach(counter -> readings.put(counter.getKey(), counter.getValue()));
        return admitted;
    }

    /** By its name without labels: {@code reads_total{device="sda"}} is one. */
    private static boolean counter(String metric, List<String> suffixes) {
        int end = metric.endsWith("}") ? metric.indexOf('{') : metric.length();
        for (int i = 0; i < suffixes.size(); i++) {
            String suffix = suffixes.get(i);
            if (metric.startsWith(suffix, end - suffix.length())) {
                return true;
            }
        }
        return false;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeShort(readings.size());
        for (Map.Entry<String, Reading> reading : readings.entrySet()) {
            out.writeUTF(reading.getKey());
            out.writeDouble(reading.getValue().value);
            out.writeLong(reading.getValue().atMillis);
        }
    }

    static CounterMemory readFrom(DataInput in) throws IOException {
        CounterMemory memory = new CounterMemory();
        int size = in.readShort();
        for (int i = 0; i < size; i++) {
            memory.readings.put(in.readUTF(), new Reading(in.readDouble(), in.readLong()));
        }
        return memory;
    }
}
