package dev.fleetshadow.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Carries a deploy from member to member: each is drained first, then released. */
final class Rollout {

    private static final Duration DRAINING = Duration.ofMinutes(2);

    private final Deploy deploy;
    private final List<SimulatedService> members;
    private int drained;
    private int released;

    Rollout(Deploy deploy, List<SimulatedService> members) {
        this.deploy = deploy;
        this.members = List.copyOf(members);
    }

    void advance(Instant now) {
        while (drained < members.size() && !now.isBefore(turn(drained))) {
            members.get(drained++).drain(DRAINING, now);
        }
        while (released < members.size() && !now.isBefore(turn(released).plus(DRAINING))) {
            members.get(released++).release(deploy, now);
        }
    }

    boolean over() {
        return released == members.size();
    }

    private Instant turn(int member) {
        return deploy.from().plus(deploy.pace().multipliedBy(member));
    }
}
