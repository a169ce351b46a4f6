/**
 * What a metric will be next.
 *
 * <p>Forecasts compete: for every metric and horizon the forecaster with the smallest recent error speaks, and its band is
 * learned from its own misses. Forecast against reality also feeds the health score: the one-step predictors there are the
 * profile's short memories, because they exist for every metric anyway.
 */
package dev.fleetshadow.forecast;
