package dev.fleetshadow.cli;

import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.KafkaSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import picocli.CommandLine.Option;

/** Where the brokers are: what the commands that talk to a running job have in common. */
final class KafkaOptions {

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers; short for -Dfleet-shadow.kafka.bootstrap-servers=…")
    private String bootstrapServers;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            description = "What the names of all topics begin with. Default: fleet.")
    private String topicPrefix;

    @Option(
            names = "--config-dir",
            paramLabel = "DIR",
            description = "Directory of the job's config.yaml, to talk to the brokers as the job does.")
    private String configDir;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            description = "An option of fleet-shadow.kafka.*; for TLS and SASL"
                    + " -D 'fleet-shadow.kafka.properties=security.protocol:SSL,…'.")
    private Map<String, String> options = new HashMap<>();

    /** Whether anything says where the brokers are. */
    boolean named() {
        return bootstrapServers != null
                || configDir != null
                || options.containsKey(FleetShadowOptions.BOOTSTRAP_SERVERS.key());
    }

    KafkaSettings settings() {
        Configuration config = Configuration.fromMap(options);
        if (configDir != null) {
            config = GlobalConfiguration.loadConfiguration(configDir, config);
        }
        if (bootstrapServers != null) {
            config.set(FleetShadowOptions.BOOTSTRAP_SERVERS, bootstrapServers);
        }
        if (topicPrefix != null) {
            config.set(FleetShadowOptions.TOPIC_PREFIX, topicPrefix);
        }
        return FleetShadowSettings.brokers(config);
    }
}
