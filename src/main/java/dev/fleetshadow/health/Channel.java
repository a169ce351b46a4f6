package dev.fleetshadow.health;

/** Which view of a metric found it unusual. */
public enum Channel {
    /** Against the last few records. */
    SHORT_CHANGE,
    /** Against the last two days. */
    TWO_DAYS,
    /** Against the last thirty days. */
    THIRTY_DAYS,
    /** The other metrics do not explain it. */
    UNEXPLAINED
}
