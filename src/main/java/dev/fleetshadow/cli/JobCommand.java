package dev.fleetshadow.cli;

import dev.fleetshadow.endpoint.KafkaEndpoints;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.stream.FleetShadowJob;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the job against a given Kafka: as the entry point on a cluster, or in this process. */
@Command(
        name = "job",
        description = "Runs the job against Kafka: submitted to a Flink cluster, or started here in one process.",
        mixinStandardHelpOptions = true)
final class JobCommand implements Callable<Integer> {

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Kafka brokers; short for -Dfleet-shadow.kafka.bootstrap-servers=…")
    private String bootstrapServers;

    @Option(
            names = "--config-dir",
            paramLabel = "DIR",
            description = "Directory of a Flink config.yaml, for a job in this process; a cluster has its own.")
    private String configDir;

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            mapFallbackValue = "true",
            description = "Any option of Flink or fleet-shadow.*; wins over the configuration file.")
    private Map<String, String> options = new HashMap<>();

    @Override
    public Integer call() throws Exception {
        if (bootstrapServers != null) {
            options.put(FleetShadowOptions.BOOTSTRAP_SERVERS.key(), bootstrapServers);
        }
        Configuration given = Configuration.fromMap(options);
        Configuration config = configDir == null
                ? GlobalConfiguration.loadConfiguration(given)
                : GlobalConfiguration.loadConfiguration(configDir, given);
        FleetShadowSettings settings = FleetShadowSettings.from(config);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        FleetShadowJob.wirePart(env, new KafkaEndpoints(settings), settings);
        env.execute(FleetShadowJob.nameOf(settings.part()));
        return 0;
    }
}
