package dev.fleetshadow.endpoint;

import java.util.Locale;

/** The topics of the asynchronous API. */
public enum Topic {
    STATUS,
    HEALTH,
    DIAGNOSES,
    COMMANDS,
    OUTCOMES,
    CONTROL,
    AUDIT,
    EFFECTIVENESS,
    DEADLETTER;

    /** The full name, for instance {@code fleet.status}. */
    public String named(String prefix) {
        return prefix + name().toLowerCase(Locale.ROOT);
    }
}
