package dev.fleetshadow.settings;

import dev.fleetshadow.forecast.Limit;

/**
 * Says of which failure it is a sign that a metric reaches its limit.
 *
 * @param failureMode its id
 */
public record ForeseenLimit(Limit limit, String failureMode) {}
