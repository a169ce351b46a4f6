package dev.fleetshadow.settings;

import java.util.Locale;

/** Names the parts that a fleet's job can be cut into where both need a state backend, or a restart, of their own. */
public enum JobPart {
    /** From status updates to commands. */
    WHOLE,
    /** From status updates to health reports. */
    SHADOW,
    /** From the health reports of a shadow to commands. */
    RESPOND;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
