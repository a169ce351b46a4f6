package dev.fleetshadow.endpoint;

import java.time.Instant;

/** Something an agent has to say, until the broker has it. */
public final class Letter {

    private final Topic topic;
    private final Instant at;
    private final byte[] value;

    /**
     * Takes the value as it is.
     *
     * @param at becomes the time of the record
     */
    public Letter(Topic topic, Instant at, byte[] value) {
        this.topic = topic;
        this.at = at;
        this.value = value;
    }

    public Topic topic() {
        return topic;
    }

    public Instant at() {
        return at;
    }

    public byte[] value() {
        return value;
    }
}
