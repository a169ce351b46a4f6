package dev.fleetshadow;

import dev.fleetshadow.endpoint.EmbeddedBroker;
import dev.fleetshadow.endpoint.KafkaEndpoints;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.stream.FleetShadowJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Runs the job with the configuration and the policy that are shipped, changed only as far as a test cannot wait. */
final class ShippedJob {

    private ShippedJob() {}

    /** Acts, checkpoints every second, and ends with its first failure. */
    static Configuration configuration(EmbeddedBroker broker) {
        Configuration config = GlobalConfiguration.loadConfiguration("flink-conf");
        config.set(FleetShadowOptions.BOOTSTRAP_SERVERS, broker.bootstrapServers());
        config.setString("fleet-shadow.mode", "enforce");
        config.setString("fleet-shadow.idleness", "2 s");
        config.setString("execution.checkpointing.interval", "1 s");
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        config.set(RestOptions.BIND_PORT, "0");
        return config;
    }

    /** Lets commands outlive the hours that a test sends in a moment, long ago. */
    static void outlive(Configuration config, Path directory, String expiresAfter, String recoverWithin)
            throws IOException {
        String shipped = Files.readString(Path.of("src/main/resources/policies/default.yaml"));
        Path policy = Files.writeString(
                directory.resolve("policy.yaml"),
                shipped.replace("expires-after: PT30M", "expires-after: " + expiresAfter)
                        .replace("recover-within: PT6H", "recover-within: " + recoverWithin));
        config.setString("fleet-shadow.policy", policy.toString());
        config.setString("fleet-shadow.max-input-lag", "0 s");
    }

    static JobClient start(Configuration config) throws Exception {
        FleetShadowSettings settings = FleetShadowSettings.from(config);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(2);
        FleetShadowJob.wirePart(env, new KafkaEndpoints(settings), settings);
        return env.executeAsync(FleetShadowJob.nameOf(settings.part()));
    }
}
