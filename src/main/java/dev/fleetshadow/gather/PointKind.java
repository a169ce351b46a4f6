package dev.fleetshadow.gather;

/** What the value of a data point says, after the OpenTelemetry data model; the rest of it is what the sender calls it. */
public enum PointKind {
    /** A level: it is used as it is. A sum that may fall is one too. */
    GAUGE,
    /** Grows from a start on; the difference of two is a rate, and a fall is a new start. */
    CUMULATIVE,
    /** What has come in the time from the start of the point to its own. */
    DELTA
}
