package dev.fleetshadow.diagnosis;

/** What became of a stage. */
public enum Transition {
    /** Its condition began to hold; told at once of an oscillation, of all else only when it is held. */
    ENTERED,
    /** It held for as many reports as it has to. */
    HELD,
    /** It no longer holds, after it was told to have begun. */
    LEFT,
    /** It should have been held by now. */
    OVERDUE
}
