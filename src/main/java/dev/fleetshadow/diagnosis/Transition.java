package dev.fleetshadow.diagnosis;

/** What became of a stage. */
public enum Transition {
    /** Its condition began to hold. */
    ENTERED,
    /** It held for as many reports as it has to. */
    HELD,
    /** It no longer holds. */
    LEFT
}
