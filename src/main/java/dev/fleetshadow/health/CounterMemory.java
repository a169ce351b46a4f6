package dev.fleetshadow.health;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    private record Reading(double value, long atMillis) {}

    /**
     * The metrics with rates per second in place of counters.
     *
     * @param suffixes of the names of counters
     * @param limit counters remembered at most; further ones are left out
     */
    Map<String, Double> rates(Map<String, Double> metrics, long nowMillis, List<String> suffixes, int limit) {
        Map<String, Double> rates = metrics;
        for (Map.Entry<String, Double> metric : metrics.entrySet()) {
            if (counter(metric.getKey(), suffixes)) {
                rates = rates == metrics ? new HashMap<>(metrics) : rates;
                Double rate = rate(metric.getKey(), metric.getValue(), nowMillis, limit);
                if (rate == null) {
                    rates.remove(metric.getKey());
                } else {
                    rates.put(metric.getKey(), rate);
                }
            }
        }
        return rates;
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

    private Double rate(String metric, double value, long nowMillis, int limit) {
        Reading last = readings.get(metric);
        if (last == null && readings.size() >= limit) {
            return null;
        }
        readings.put(metric, new Reading(value, nowMillis));
        return last == null || value < last.value
                ? null
                : (Double) ((value - last.value) * MILLIS_PER_SECOND / Math.max(1, nowMillis - last.atMillis));
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
