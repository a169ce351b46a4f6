package dev.fleetshadow.health;

import java.util.List;

/**
 * How far the score of a report can be trusted.
 *
 * @param baselineDays age of the baseline in days of records
 * @param missing known metrics this record did not have
 * @param trimmed metrics not taken in because the resource already has as many as allowed
 * @param unusable metrics whose value was not a usable number
 * @param confidence 0..1: share of a first week of calibration that is there, times the share of metrics present
 */
public record DataQuality(double baselineDays, int missing, int trimmed, List<String> unusable, double confidence) {}
