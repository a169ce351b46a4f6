package dev.fleetshadow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.simulator.ShadowedFleet.Noticed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every kind of fault is noticed before it becomes an outage, and over when it is cured.
 *
 * <p>In the fleets of seeds 2 and 9 the runaway process hides in a load that swings widely: it is noticed, but not by its
 * name. Everything else, and every fault of the fleet of seed 20, is called what it is.
 */
class FaultsAreDiagnosedTest {

    private static final int LEARN_DAYS = 14;
    private static final int MINUTES_PER_DAY = 1_440;
    private static final Duration UNTIL_CURE = Duration.ofHours(8);
    private static final Map<Long, Story> STORIES = new HashMap<>();

    /** What was noticed of one fleet in which every kind of fault began at once. */
    private record Story(
            Instant begun,
            Map<Fault, List<Noticed>> beforeCure,
            Map<Fault, List<Noticed>> afterCure,
            List<Noticed> ofTheHealthyOne) {

        Noticed first(Fault fault) {
            return beforeCure.get(fault).stream()
                    .filter(noticed -> !noticed.what().equals(ShadowedFleet.RECOVERED))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(fault + " was not noticed"));
        }
    }

    @Test
    void everyFaultIsCalledByItsNameBeforeItsOutage() {
        for (Fault fault : Fault.familiar()) {
            assertThat(story(20).first(fault).what()).isEqualTo(fault.failureMode());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {2, 9, 20})
    void noFaultBecomesAnOutageUnnoticed(long seed) {
        Story story = story(seed);
        for (Fault fault : Fault.familiar()) {
            Noticed first = story.first(fault);
            if (!fault.immediate()) {
                assertThat(first.at()).as("%s", fault).isBefore(story.begun().plus(fault.span()));
            }
            if (fault != Fault.CPU_RUNAWAY) {
                assertThat(first.what()).isEqualTo(fault.failureMode());
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {2, 9, 20})
    void aCuredFaultIsFollowedByARecovery(long seed) {
        assertThat(story(seed).afterCure())
                .allSatisfy((fault, noticed) -> assertThat(noticed)
                        .as("after the cure of %s", fault)
                        .extracting(Noticed::what)
                        .contains(ShadowedFleet.RECOVERED));
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {2, 9, 20})
    void theResourceWithoutAFaultIsNotDiagnosed(long seed) {
        assertThat(story(seed).ofTheHealthyOne())
                .extracting(Noticed::what)
                .allSatisfy(what -> assertThat(what).isEqualTo(ShadowedFleet.RECOVERED));
    }

    private static Story story(long seed) {
        return STORIES.computeIfAbsent(seed, FaultsAreDiagnosedTest::learnThenBreakThenCure);
    }

    private static Story learnThenBreakThenCure(long seed) {
        SimulatedFleet fleet = new SimulatedFleet(new FleetPlan(
                Fault.familiar().size() + 1, 3, Duration.ofMinutes(1), seed, Instant.parse("2026-03-01T00:00:00Z")));
        ShadowedFleet shadowed = new ShadowedFleet(fleet);
        for (int step = 0; step < LEARN_DAYS * MINUTES_PER_DAY; step++) {
            shadowed.step();
        }
        Map<String, Fault> victims = new HashMap<>();
        for (Fault fault : Fault.familiar()) {
            String victim = fleet.resourceIds().get(victims.size());
            victims.put(victim, fault);
            fleet.inject(fault, victim);
        }
        Story story = new Story(fleet.now(), new EnumMap<>(Fault.class), new EnumMap<>(Fault.class), new ArrayList<>());
        collect(shadowed, UNTIL_CURE.minusMinutes(1), victims, story.beforeCure(), story.ofTheHealthyOne());
        victims.forEach(
                (victim, fault) -> fleet.execute(Commands.command("cure-" + fault, victim, fault.cure(), fleet.now())));
        collect(shadowed, Duration.ofDays(1), victims, story.afterCure(), story.ofTheHealthyOne());
        return story;
    }

    private static void collect(
            ShadowedFleet shadowed,
            Duration duration,
            Map<String, Fault> victims,
            Map<Fault, List<Noticed>> ofVictims,
            List<Noticed> ofOthers) {
        for (Fault fault : Fault.familiar()) {
            ofVictims.put(fault, new ArrayList<>());
        }
        for (int step = 0; step < duration.toMinutes(); step++) {
            shadowed.fleet.answers();
            for (Noticed noticed : shadowed.step()) {
                Fault fault = victims.get(noticed.resourceId());
                (fault == null ? ofOthers : ofVictims.get(fault)).add(noticed);
            }
        }
    }
}
