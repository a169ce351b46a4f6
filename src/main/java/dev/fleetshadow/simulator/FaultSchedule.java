package dev.fleetshadow.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Plans which faults befall which resources and when: every kind at least once, one for every five resources, spread
 * over the groups, never two on one resource, and half of them in a second wave.
 *
 * @param faults in order of time
 */
public record FaultSchedule(List<Planned> faults) {

    private static final int RESOURCES_PER_FAULT = 5;
    private static final Duration SPREAD = Duration.ofMinutes(15);
    private static final Duration SECOND_WAVE = Duration.ofMinutes(90);

    /** One fault to come. */
    public record Planned(Instant at, String resourceId, Fault fault) {}

    /** Plans from {@code start}; kinds that find no resource of their own are left out. */
    public static FaultSchedule of(SimulatedFleet fleet, int groups, Set<Fault> kinds, long seed, Instant start) {
        List<String> resources = fleet.resourceIds();
        List<Fault> cycle = kinds.stream().sorted().toList();
        int count = Math.min(resources.size(), Math.max(cycle.size(), resources.size() / RESOURCES_PER_FAULT));
        Random random = new Random(seed);
        List<List<String>> members = membersOf(resources, groups, random);
        List<Planned> planned = new ArrayList<>(count);
        for (int k = 0; k < count; k++) {
            List<String> group = members.get(k % groups);
            Duration wave = k < (count + 1) / 2 ? Duration.ZERO : SECOND_WAVE;
            Instant at = start.plus(wave).plusMillis((long) (random.nextDouble() * SPREAD.toMillis()));
            // Shifted by one with every round, or each group would know one kind of fault only.
            Fault fault = cycle.get((k + k / cycle.size()) % cycle.size());
            planned.add(new Planned(at, group.get(k / groups), fault));
        }
        planned.sort(Comparator.comparing(Planned::at));
        return new FaultSchedule(List.copyOf(planned));
    }

    private static List<List<String>> membersOf(List<String> resources, int groups, Random random) {
        List<List<String>> members = new ArrayList<>();
        for (int group = 0; group < groups; group++) {
            List<String> own = new ArrayList<>();
            for (int i = group; i < resources.size(); i += groups) {
                own.add(resources.get(i));
            }
            Collections.shuffle(own, random);
            members.add(own);
        }
        return members;
    }
}
