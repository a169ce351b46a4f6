/**
 * How options and catalogues written by people become the settings that each room owns.
 *
 * <p>Options are Flink {@code ConfigOption}s, so that they work wherever Flink's own do; the policy is YAML, because it
 * is reviewed like code. Both are read once, at the start, and report every problem at once.
 */
package dev.fleetshadow.settings;
