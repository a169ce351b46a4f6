package dev.fleetshadow.settings;

import dev.fleetshadow.action.AllowedAction;
import dev.fleetshadow.telemetry.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an agent is told about its resource and about itself.
 *
 * @param resource who it speaks for
 * @param interval between two reports
 * @param directory of everything it has to remember
 * @param bufferBytes of reports and outcomes kept while no broker can be reached
 * @param host whether the machine is told of, and not only the services and what they expose
 * @param limits the first that fits a metric counts
 */
public record AgentSettings(
        KafkaSettings kafka,
        Resource resource,
        Duration interval,
        Path directory,
        long bufferBytes,
        boolean host,
        List<WatchedService> services,
        List<MetricsSource> sources,
        List<ForeseenLimit> limits,
        Orders orders) {

    /**
     * Which commands it carries out.
     *
     * @param trustedKeys directory of the keys that commands may be signed with; {@code null} if there is none
     * @param unsigned whether commands without a signature are carried out
     * @param queue how many may wait while one is carried out
     * @param mostBytes of a command; larger ones are refused
     */
    public record Orders(List<AllowedAction> actions, Path trustedKeys, boolean unsigned, int queue, int mostBytes) {

        public Orders {
            actions = List.copyOf(actions);
        }
    }

    public AgentSettings {
        services = List.copyOf(services);
        sources = List.copyOf(sources);
        limits = List.copyOf(limits);
    }
}
