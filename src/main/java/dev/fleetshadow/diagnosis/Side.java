package dev.fleetshadow.diagnosis;

import dev.fleetshadow.health.Contribution;
import dev.fleetshadow.telemetry.Glob;
import java.io.Serializable;
import java.util.List;

/**
 * Asks on which side of its expectation a metric lies.
 *
 * @param inverse metrics whose fall is what the rise of the others is, as that of free memory is to used memory
 */
public record Side(Direction direction, List<Glob> inverse) implements Serializable {

    public static final Side ANY = new Side(Direction.ANY, List.of());

    public Side {
        inverse = List.copyOf(inverse);
    }

    boolean holds(Contribution contribution) {
        boolean turned = Glob.anyMatches(inverse, contribution.metric());
        return direction.accepts(turned ? -contribution.sigmas() : contribution.sigmas());
    }
}
