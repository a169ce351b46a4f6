package dev.fleetshadow.simulator;

import dev.fleetshadow.telemetry.Resource;
import java.util.List;
import java.util.Map;

/**
 * Where the members of one group stand: five services to a zone, one group to a service of a zone.
 *
 * @param service whose instances they are
 */
record Placement(String service, String zone) {

    static final String ZONE = "zone";
    static final String RACK = "rack";
    static final String SERVICE = "service";
    static final String VERSION = "version";

    private static final List<String> SERVICES = List.of("web", "api", "cache", "queue", "search");
    private static final String FIRST_VERSION = "1.0.0";
    private static final int RACKS = 3;

    static Placement of(int group) {
        return new Placement(SERVICES.get(group % SERVICES.size()), "zone-" + (1 + group / SERVICES.size()));
    }

    String group() {
        return service + "/" + zone;
    }

    /** The resource with this number in the fleet, the {@code place}th of its group. */
    Resource resource(int number, int place) {
        return new Resource(
                "%s-%03d".formatted(service, number),
                "service",
                group(),
                Map.of(
                        ZONE,
                        zone,
                        RACK,
                        "%s-rack-%d".formatted(zone, 1 + place % RACKS),
                        SERVICE,
                        service,
                        VERSION,
                        FIRST_VERSION));
    }
}
