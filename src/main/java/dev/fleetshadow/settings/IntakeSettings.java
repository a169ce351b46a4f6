package dev.fleetshadow.settings;

import dev.fleetshadow.gather.IntakeFormat;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/**
 * What is taken in, and how far time may be off. The meaning of each is that of its option.
 *
 * @param topics what is read, by full name, and what its records are
 */
public record IntakeSettings(
        int maxRecordBytes,
        Duration maxClockLead,
        Duration lateness,
        Duration idleness,
        Map<String, IntakeFormat> topics,
        GatherSettings gather)
        implements Serializable {

    public IntakeSettings {
        topics = Map.copyOf(topics);
    }

    /** Whether anything is read that has to be gathered. */
    public boolean foreign() {
        return topics.values().stream().anyMatch(IntakeFormat::foreign);
    }
}
