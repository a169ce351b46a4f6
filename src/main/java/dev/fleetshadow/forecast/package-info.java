/**
 * What a metric will be next.
 *
 * <p>Forecasts compete: for every metric the forecaster with the smallest recent error speaks, and its band is learned
 * from its own misses. The gap between forecast and reality is also what the health score is made of; the score uses the
 * profile's short memories for it, because they exist for every metric anyway.
 */
package dev.fleetshadow.forecast;
