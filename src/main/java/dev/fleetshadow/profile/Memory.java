package dev.fleetshadow.profile;

/** The four time spans over which a metric is remembered. */
public enum Memory {
    SHORT,
    VERY_SHORT,
    MEDIUM,
    LONG
}
