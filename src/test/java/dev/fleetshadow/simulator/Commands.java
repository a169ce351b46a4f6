package dev.fleetshadow.simulator;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.telemetry.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes commands to simulated services. */
final class Commands {

    private Commands() {}

    static RemediationRequest command(String id, String resourceId, String action, Instant issuedAt) {
        return new RemediationRequest(
                id,
                Resource.of(resourceId, "web/zone-1"),
                action,
                Map.of(),
                issuedAt,
                issuedAt.plus(Duration.ofMinutes(30)),
                1,
                "any",
                "d1",
                20,
                List.of());
    }
}
