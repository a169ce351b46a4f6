package dev.fleetshadow.simulator;

import java.time.Duration;

/**
 * How hard the simulated world is on whoever acts in it.
 *
 * @param consequences whether actions take a resource out of service, unsettle it afterwards and burden its peers; its
 *     resources also tell how many packets get lost
 * @param repairAfter how long an outage lasts until a person has repaired it; {@code null} if nobody comes
 */
public record World(boolean consequences, Duration repairAfter) {

    /** Actions cost nothing and nobody else repairs anything: what is cured was cured by a command. */
    public static final World GENTLE = new World(false, null);

    public static final World REAL = new World(true, Duration.ofHours(4));

    public World {
        if (repairAfter != null && (repairAfter.isNegative() || repairAfter.isZero())) {
            throw new IllegalArgumentException("repairAfter must be positive, not " + repairAfter);
        }
    }
}
