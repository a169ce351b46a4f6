package dev.fleetshadow.proof;

import dev.fleetshadow.simulator.SimulatedFleet;
import dev.fleetshadow.telemetry.Resource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Who plays which part in a scenario: drawn by its seed, the same for everybody who looks after the fleet. */
final class Cast {

    private final Random random;
    private final List<Resource> resources;
    private final List<List<Resource>> groups;
    private int next;

    Cast(SimulatedFleet fleet, long seed) {
        random = new Random(seed);
        resources = fleet.resources();
        Map<String, List<Resource>> byGroup = new TreeMap<>();
        resources.forEach(resource -> byGroup.computeIfAbsent(resource.group(), group -> new ArrayList<>())
                .add(resource));
        groups = new ArrayList<>(byGroup.values());
        groups.forEach(group -> Collections.shuffle(group, random));
        Collections.shuffle(groups, random);
    }

    /** One that was not named before, from the group whose turn it is. */
    String anyone() {
        List<Resource> group = groups.get(next % groups.size());
        Resource chosen = group.get(next / groups.size() % group.size());
        next++;
        return chosen.id();
    }

    /** All that fit, in the order of the fleet. */
    List<String> all(Predicate<Resource> which) {
        return resources.stream().filter(which).map(Resource::id).toList();
    }

    /** Any minute from one to the one before the other. */
    long minute(long from, long to) {
        return from + random.nextInt((int) (to - from));
    }
}
