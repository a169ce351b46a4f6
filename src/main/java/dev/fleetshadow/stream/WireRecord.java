package dev.fleetshadow.stream;

import java.nio.charset.StandardCharsets;

/**
 * Carries one record as it came from the transport, so that whatever cannot be read can still be kept whole.
 *
 * <p>A mutable class because Flink's POJO rules ask for it: records may not hold arrays here.
 */
public class WireRecord {

    /** Topic it was read from. */
    public String topic;

    public int partition;
    public long offset;
    /** Transport's timestamp, milliseconds since the epoch. */
    public long timestamp;
    /** {@code null} if the record has none. */
    public byte[] key;
    /** {@code null} for a tombstone. */
    public byte[] value;
    /** How often a person has sent it again after it was a dead letter. */
    public int replays;

    public WireRecord() {}

    /** A record made up on this side of the wire. */
    public static WireRecord of(String topic, String key, byte[] value, long timestamp) {
        WireRecord wire = new WireRecord();
        wire.topic = topic;
        wire.partition = -1;
        wire.offset = -1;
        wire.key = key.getBytes(StandardCharsets.UTF_8);
        wire.value = value;
        wire.timestamp = timestamp;
        return wire;
    }

    public int size() {
        return value == null ? 0 : value.length;
    }
}
