/**
 * What a resource says about itself, and what makes it worth believing.
 *
 * <p>Everything here is a flat record of basic types, enums, {@link java.time.Instant}, lists and maps, because these
 * values cross Flink operators and are stored: Flink serializes such records itself, without Kryo.
 */
package dev.fleetshadow.telemetry;
