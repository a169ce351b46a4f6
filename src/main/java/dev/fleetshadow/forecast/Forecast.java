package dev.fleetshadow.forecast;

/**
 * Says what one metric is expected to be one reporting interval ahead, and how sure that is.
 *
 * @param metric name of the metric
 * @param horizonSeconds how far ahead, in seconds of event time
 * @param value the point forecast, in the metric's unit
 * @param lower lower end of the 95 % band
 * @param upper upper end of the 95 % band
 * @param model which forecaster spoke: the name of a {@link ForecastModel}
 */
public record Forecast(String metric, double horizonSeconds, double value, double lower, double upper, String model) {}
