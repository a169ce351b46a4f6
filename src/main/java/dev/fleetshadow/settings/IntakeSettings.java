package dev.fleetshadow.settings;

import java.io.Serializable;
import java.time.Duration;

/** What is taken in, and how far time may be off. The meaning of each is that of its option. */
public record IntakeSettings(int maxRecordBytes, Duration maxClockLead, Duration lateness, Duration idleness)
        implements Serializable {}
