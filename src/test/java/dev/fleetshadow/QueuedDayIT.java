package dev.fleetshadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.endpoint.EmbeddedBroker;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The job was down for days. What queued up meanwhile holds failures that are long over, and one that is not: only that one
 * is acted on.
 */
class QueuedDayIT {

    @RegisterExtension
    static final EmbeddedBroker BROKER = new EmbeddedBroker();

    private static final FleetTopics TOPICS = new FleetTopics(BROKER, Duration.ofSeconds(60));
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final int REPORTS = 5 * 288;
    private static final List<String> FLEET = List.of("over-1", "over-2", "still", "well-1", "well-2", "well-3");

    @Test
    void noCommandForWhatIsOverAndOneForWhatIsNot() throws Exception {
        TOPICS.create();
        Instant begin = Instant.now().minus(INTERVAL.multipliedBy(REPORTS - 1));
        for (int t = 0; t < REPORTS; t++) {
            Instant at = begin.plus(INTERVAL.multipliedBy(t));
            for (String id : FLEET) {
                BROKER.send(
                        FleetTopics.name(Topic.STATUS), id, StatusJson.encode(update(id, t, at)), at.toEpochMilli());
            }
        }
        JobClient job = start();
        List<RemediationRequest> commands = TOPICS.read(Topic.COMMANDS, records -> !records.isEmpty()).stream()
                .map(record -> FleetTopics.command(record))
                .toList();
        assertThat(commands).singleElement().satisfies(command -> {
            assertThat(command.resource().id()).isEqualTo("still");
            assertThat(command.failureMode()).isEqualTo("crash");
        });
        job.cancel().get();

        List<AuditEvent> trail = TOPICS.read(Topic.AUDIT, records -> !records.isEmpty()).stream()
                .map(FleetTopics::audit)
                .toList();
        for (String over : List.of("over-1", "over-2")) {
            assertThat(trail.stream().filter(entry -> entry.resourceId().equals(over)))
                    .as(over)
                    .anyMatch(entry -> entry.guardrail().equals("input-stale"))
                    .anyMatch(entry -> entry.kind() == AuditKind.RECOVERED)
                    .noneMatch(entry -> entry.kind() == AuditKind.SENT);
        }
    }

    /** Two failed for an hour, half a day and two hours ago; one has been failing for half an hour. */
    private static StatusUpdate update(String id, int t, Instant at) {
        int ago = REPORTS - 1 - t;
        boolean failed = switch (id) {
            case "over-1" -> ago <= 156 && ago > 144;
            case "over-2" -> ago <= 36 && ago > 24;
            case "still" -> ago <= 6;
            default -> false;
        };
        SplittableRandom random = new SplittableRandom(31L * t + id.hashCode());
        Map<String, Double> metrics = Map.of(
                "system.memory.utilization", 0.4 + 0.01 * random.nextDouble(),
                "system.cpu.utilization", 0.5 + 0.05 * random.nextDouble(),
                "app.request.latency.p99", 0.1 + 0.02 * random.nextDouble());
        return new StatusUpdate(
                Resource.of(id, "web"),
                at,
                failed ? ResourceStatus.FAILED : ResourceStatus.RUNNING,
                metrics,
                List.of(),
                null);
    }

    private static JobClient start() throws Exception {
        Configuration config = ShippedJob.configuration(BROKER);
        config.set(FleetShadowOptions.ALLOW_UNSIGNED, true);
        return ShippedJob.start(config);
    }
}
