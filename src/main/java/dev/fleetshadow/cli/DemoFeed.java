package dev.fleetshadow.cli;

import dev.fleetshadow.endpoint.FleetReader;
import dev.fleetshadow.endpoint.Topic;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Hands over messages in the order in which they were caused. Each topic commits its own transactions, so a command can
 * be read before the diagnosis that led to it: what follows from a diagnosis waits for one more glance.
 */
final class DemoFeed {

    /** Causes before consequences. */
    static final List<Topic> TOPICS =
            List.of(Topic.DEADLETTER, Topic.HEALTH, Topic.DIAGNOSES, Topic.AUDIT, Topic.COMMANDS);

    private static final List<Topic> CONSEQUENCES = List.of(Topic.AUDIT, Topic.COMMANDS);

    private final FleetReader reader;
    private final FleetReader.Listener listener;
    private Map<Topic, List<byte[]>> held = new EnumMap<>(Topic.class);

    DemoFeed(FleetReader reader, FleetReader.Listener listener) {
        this.reader = reader;
        this.listener = listener;
    }

    /** Looks at the topics for so long. */
    void glance(Duration duration) throws IOException {
        Map<Topic, List<byte[]>> arrived = new EnumMap<>(Topic.class);
        Deadline end = new Deadline(duration);
        do {
            reader.poll(
                    end.left(),
                    (topic, value) -> arrived.computeIfAbsent(topic, none -> new ArrayList<>())
                            .add(value));
        } while (!end.passed());
        for (Topic topic : TOPICS) {
            for (byte[] value : (CONSEQUENCES.contains(topic) ? held : arrived).getOrDefault(topic, List.of())) {
                listener.on(topic, value);
            }
        }
        held = arrived;
    }
}
