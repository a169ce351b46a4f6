package dev.fleetshadow.stream;

import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.settings.FleetShadowSettings;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Wires the half of the graph that responds behind health reports that need not be read first. */
public final class RespondHalf {

    private RespondHalf() {}

    public static void wire(
            StreamExecutionEnvironment env,
            DataStream<HealthReport> health,
            Endpoints endpoints,
            FleetShadowSettings settings) {
        var attended = FleetShadowJob.attended(health).keyBy(HealthReport::resourceId);
        endpoints.deadLetters(FleetShadowJob.respond(health, attended, env, endpoints, settings));
    }
}
