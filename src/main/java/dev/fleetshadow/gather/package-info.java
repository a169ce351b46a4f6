/**
 * Makes status updates of what collectors send: single data points, of many resources in one record or of one resource in
 * many, as counters and histograms, under names and attributes of their own.
 */
package dev.fleetshadow.gather;
