package dev.fleetshadow.settings;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/** Where the broker is and how to talk to it. The meaning of each is that of its option. */
public record KafkaSettings(
        String bootstrapServers,
        String topicPrefix,
        String groupId,
        Duration transactionTimeout,
        Map<String, String> properties)
        implements Serializable {

    /** A broker that needs no further properties, for whoever listens and speaks beside the job. */
    public static KafkaSettings at(String bootstrapServers, String topicPrefix) {
        return new KafkaSettings(bootstrapServers, topicPrefix, "", Duration.ZERO, Map.of());
    }

    /** Says where the broker is, without the properties: they may hold secrets. */
    @Override
    public String toString() {
        return "Kafka at %s, topics %s*, group %s".formatted(bootstrapServers, topicPrefix, groupId);
    }
}
