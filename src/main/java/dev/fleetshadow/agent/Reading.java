package dev.fleetshadow.agent;

import dev.fleetshadow.telemetry.ResourceStatus;
import java.util.List;
import java.util.Map;

/**
 * What one look at the resource has told.
 *
 * @param metrics finite values by name
 * @param unusable names of what had a value that is none
 */
record Reading(ResourceStatus status, Map<String, Double> metrics, List<String> unusable) {}
