/**
 * The Flink job: which room's step runs where, over which state, and who hears of it.
 *
 * <p>Nothing here knows Kafka or JSON: {@link dev.fleetshadow.stream.Endpoints} does. A function reads its state, calls
 * one step of a room, writes the state and emits. Event time is the timestamp of the transport's record, per partition;
 * a resource's own clock only orders its own updates, so that one wrong clock disturbs nobody else. Silence, command
 * expiry and verification run on event time too: while a backlog is caught up, nothing is called silent that merely has
 * not been read yet.
 */
package dev.fleetshadow.stream;
