/**
 * Who else is ill: how the members of each failure domain stand, and when that says that no member should be acted on.
 *
 * <p>A domain is a group, or all resources with the same value of a label such as a zone; the fleet is one too. What is
 * decided here is decided before any single resource is: many members down at once point to what they share, a whole group
 * silent points to its collector, and an alarm rate that explodes points to the detector.
 */
package dev.fleetshadow.census;
