package dev.fleetshadow.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever has been down for ten minutes gets the next action every quarter of an hour. */
class ReactiveLadderTest {

    private static final Instant START = Instant.parse("2026-01-10T00:00:00Z");
    private static final Resource WEB = Resource.of("web-1", "web");

    private final ReactiveLadder ladder = new ReactiveLadder();
    private final List<String> actions = new ArrayList<>();
    private int minute;

    @Test
    void theLadderIsClimbedOnceAndThenAPersonHasToCome() {
        says(ResourceStatus.FAILED, 120);
        assertThat(actions).containsExactly("10 restart-service", "25 restart-host", "40 replace");
    }

    @Test
    void whoIsBackInTimeIsLeftAlone() {
        says(ResourceStatus.FAILED, 9);
        says(ResourceStatus.RUNNING, 30);
        says(ResourceStatus.FAILED, 9);
        assertThat(actions).isEmpty();
    }

    @Test
    void whoCrashesAgainAndAgainIsNotTakenForCured() {
        for (int i = 0; i < 5; i++) {
            says(ResourceStatus.FAILED, 4);
            says(ResourceStatus.RUNNING, 4);
        }
        assertThat(actions).containsExactly("10 restart-service", "25 restart-host");
    }

    @Test
    void whoWasCuredBeginsAtTheBottomTheNextTime() {
        says(ResourceStatus.FAILED, 12);
        says(ResourceStatus.RUNNING, 30);
        says(ResourceStatus.FAILED, 11);
        assertThat(actions).containsExactly("10 restart-service", "52 restart-service");
    }

    private void says(ResourceStatus status, int minutes) {
        for (int i = 0; i < minutes; i++) {
            Instant at = START.plus(Duration.ofMinutes(minute));
            StatusUpdate update = new StatusUpdate(WEB, at, status, Map.of(), List.of(), null);
            for (RemediationRequest request : ladder.minute(List.of(update), at, Duration.ZERO)) {
                actions.add(minute + " " + request.action());
            }
            minute++;
        }
    }
}
