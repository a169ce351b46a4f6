/**
 * The wire formats: records to bytes and back; the only home of Jackson.
 *
 * <p>Fields are camelCase, instants and durations ISO-8601, ratios 0 to 1. Unknown fields are ignored; a missing or
 * unusable one is refused with its name, its value and what to send instead.
 */
package dev.fleetshadow.codec;
