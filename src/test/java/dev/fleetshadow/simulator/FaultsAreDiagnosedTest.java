package dev.fleetshadow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.simulator.ShadowedFleet.Noticed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every kind of fault is called by its name before it becomes an outage, and over when it is cured. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultsAreDiagnosedTest {

    private static final Duration INTERVAL = Duration.ofMinutes(1);
    private static final int LEARN_DAYS = 14;
    private static final int STEPS_PER_DAY = 1_440;
    private static final int HEALTHY = Fault.values().length;

    private final Map<Fault, List<Noticed>> before = new EnumMap<>(Fault.class);
    private final Map<Fault, List<Noticed>> after = new EnumMap<>(Fault.class);
    private final List<Noticed> ofTheHealthyOne = new ArrayList<>();
    private Instant begun;

    @BeforeAll
    void learnThenBreakThenCure() {
        SimulatedFleet fleet =
                new SimulatedFleet(new FleetPlan(HEALTHY + 1, 3, INTERVAL, 20, Instant.parse("2026-03-01T00:00:00Z")));
        ShadowedFleet shadowed = new ShadowedFleet(fleet);
        for (int step = 0; step < LEARN_DAYS * STEPS_PER_DAY; step++) {
            shadowed.step();
        }
        begun = fleet.now();
        for (Fault fault : Fault.values()) {
            fleet.inject(fault, victim(fleet, fault));
        }
        collect(shadowed, Duration.ofHours(8).minus(INTERVAL), before);
        for (Fault fault : Fault.values()) {
            fleet.execute(Commands.command("cure-" + fault, victim(fleet, fault), fault.cure(), fleet.now()));
        }
        collect(shadowed, Duration.ofHours(24), after);
    }

    @ParameterizedTest
    @EnumSource
    void aFaultIsDiagnosedAsWhatItIsBeforeItsOutage(Fault fault) {
        assertThat(before.get(fault))
                .as("noticed of %s, begun at %s", fault, begun)
                .isNotEmpty();
        Noticed first = before.get(fault).get(0);
        assertThat(first.what()).isEqualTo(fault.failureMode());
        if (!fault.immediate()) {
            assertThat(first.at()).isBefore(begun.plus(fault.untilOutage()));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCuredFaultIsFollowedByARecovery(Fault fault) {
        assertThat(after.get(fault)).extracting(Noticed::what).contains(ShadowedFleet.RECOVERED);
    }

    @Test
    void theResourceWithoutAFaultIsLeftAlone() {
        assertThat(ofTheHealthyOne).isEmpty();
    }

    private void collect(ShadowedFleet shadowed, Duration duration, Map<Fault, List<Noticed>> into) {
        for (Fault fault : Fault.values()) {
            into.put(fault, new ArrayList<>());
        }
        String healthy = shadowed.fleet.resourceIds().get(HEALTHY);
        for (int step = 0; step < duration.toMinutes(); step++) {
            shadowed.fleet.finished();
            for (Noticed noticed : shadowed.step()) {
                if (noticed.resourceId().equals(healthy)) {
                    ofTheHealthyOne.add(noticed);
                }
                for (Fault fault : Fault.values()) {
                    if (noticed.resourceId().equals(victim(shadowed.fleet, fault))) {
                        into.get(fault).add(noticed);
                    }
                }
            }
        }
    }

    private static String victim(SimulatedFleet fleet, Fault fault) {
        return fleet.resourceIds().get(List.of(Fault.values()).indexOf(fault));
    }
}
