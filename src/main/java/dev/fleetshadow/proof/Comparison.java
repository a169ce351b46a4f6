package dev.fleetshadow.proof;

import dev.fleetshadow.telemetry.Resource;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The same scenario on the same fleet in several hands.
 *
 * @param resources of the fleet when it began
 */
record Comparison(long seed, List<Resource> resources, Map<Variant, Result> results) {

    Result of(Variant variant) {
        return results.get(variant);
    }

    /** The resources that fit. */
    List<String> ids(Predicate<Resource> which) {
        return resources.stream().filter(which).map(Resource::id).toList();
    }
}
