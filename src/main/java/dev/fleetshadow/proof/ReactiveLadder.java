package dev.fleetshadow.proof;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.diagnosis.DerivedId;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is done where failures are not foreseen: whoever has been down for ten minutes gets the same ladder of actions,
 * each judged after a quarter of an hour, whatever the cause.
 */
final class ReactiveLadder implements Remedy {

    private static final List<String> LADDER = List.of("restart-service", "restart-host", "replace");
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration JUDGED_AFTER = Duration.ofMinutes(15);
    private static final Duration EXPIRES_AFTER = Duration.ofMinutes(10);
    /** Who is back for so long is taken for cured; less, and a crash loop would never be acted on. */
    private static final int BACK_REPORTS = 6;

    private final Map<String, Down> down = new HashMap<>();

    /** A resource that has been down, and not yet back for long enough. */
    private static final class Down {
        private final Instant since;
        private int step;
        private int backFor;
        private Instant waitUntil;

        Down(Instant since) {
            this.since = since;
            this.waitUntil = since.plus(PATIENCE);
        }
    }

    @Override
    public List<RemediationRequest> minute(List<StatusUpdate> updates, Instant end, Duration lag) {
        List<RemediationRequest> requests = new ArrayList<>();
        for (StatusUpdate update : updates) {
            if (update.status() == ResourceStatus.FAILED) {
                Down ill = down.computeIfAbsent(update.resourceId(), id -> new Down(update.observedAt()));
                ill.backFor = 0;
                if (!end.isBefore(ill.waitUntil) && ill.step < LADDER.size()) {
                    requests.add(request(update.resource(), ill, end));
                    ill.step++;
                    ill.waitUntil = end.plus(JUDGED_AFTER);
                }
            } else if (update.status() == ResourceStatus.RUNNING) {
                down.computeIfPresent(update.resourceId(), (id, ill) -> ++ill.backFor < BACK_REPORTS ? ill : null);
            }
        }
        return requests;
    }

    @Override
    public List<RemediationRequest> answered(RemediationOutcome outcome, Instant now) {
        return List.of();
    }

    @Override
    public List<RemediationRequest> ordered(ControlMessage order, Instant now) {
        return List.of();
    }

    private static RemediationRequest request(Resource resource, Down ill, Instant now) {
        String action = LADDER.get(ill.step);
        return new RemediationRequest(
                DerivedId.of(ill.since, "reactive", resource.id(), action),
                resource,
                action,
                Map.of(),
                now,
                now.plus(EXPIRES_AFTER),
                ill.step + 1,
                "down",
                DerivedId.of(ill.since, "down", resource.id()),
                Double.NaN,
                List.of("down since " + ill.since));
    }
}
