package dev.fleetshadow.codec;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One time series of a Prometheus export.
 *
 * @param labels with {@code __name__}, unless a query took it away
 * @param times of the samples
 * @param values as many; NaN where Prometheus had no finite number
 */
public record PrometheusSeries(Map<String, String> labels, List<Instant> times, List<Double> values) {}
