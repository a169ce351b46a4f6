package dev.fleetshadow.gather;

import dev.fleetshadow.telemetry.Resource;
import java.util.List;

/** Carries what one record says of one resource. */
public record Delivery(Resource resource, Dialect dialect, List<Measurement> measurements) {

    public String resourceId() {
        return resource.id();
    }
}
