package dev.fleetshadow.simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What the agents of a simulated fleet can do to their resource, and what it costs where actions have consequences. */
public enum AgentAction {
    RESTART_SERVICE("restart-service", 2, Disturbance.SERVICE, 0),
    RESTART_HOST("restart-host", 6, Disturbance.HOST, 0),
    REPLACE("replace", 15, Disturbance.HOST, 0),
    ROLLBACK_RELEASE("rollback-release", 3, Disturbance.SERVICE, 0),
    REDIRECT_TRAFFIC("redirect-traffic", 0, Disturbance.NONE, 0.3),
    DRAIN_TRAFFIC("drain-traffic", 0, Disturbance.NONE, 0.6),
    CLEAN_DISK("clean-disk", 0, Disturbance.NONE, 0),
    SCALE_UP("scale-up", 0, Disturbance.NONE, 0),
    NOTIFY("notify", 0, Disturbance.NONE, 0),
    COLLECT_DIAGNOSTICS("collect-diagnostics", 0, Disturbance.NONE, 0);

    private static final Duration PREPARATION = Duration.ofMinutes(1);
    private static final Duration SHORTEST = Duration.ofMinutes(3);

    /** What is started anew by an action. */
    enum Disturbance {
        NONE,
        /** The service: its agent goes on reporting. */
        SERVICE,
        /** All of it: nothing is heard meanwhile, and no command is read. */
        HOST
    }

    private final String command;
    private final Duration downtime;
    private final Disturbance disturbance;
    private final double traffic;

    AgentAction(String command, int downtimeMinutes, Disturbance disturbance, double traffic) {
        this.command = command;
        this.downtime = Duration.ofMinutes(downtimeMinutes);
        this.disturbance = disturbance;
        this.traffic = traffic;
    }

    /** The name by which commands ask for it. */
    public String command() {
        return command;
    }

    /** How long it takes the resource out of service, where actions have consequences. */
    public Duration downtime() {
        return downtime;
    }

    Disturbance disturbance() {
        return disturbance;
    }

    /** Share of the traffic that it moves to the peers of the resource, for a while. */
    double traffic() {
        return traffic;
    }

    /** From its beginning to its effect; the downtime comes last. */
    Duration takes(World world) {
        Duration whole = world.consequences() ? PREPARATION.plus(downtime) : SHORTEST;
        return whole.compareTo(SHORTEST) < 0 ? SHORTEST : whole;
    }

    /** The action that commands ask for by this name. */
    public static AgentAction named(String command) {
        return Arrays.stream(values())
                .filter(action -> action.command.equals(command))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no agent can do " + command));
    }

    /** All names, as an agent's allow-list. */
    static Set<String> commands() {
        return Arrays.stream(values()).map(AgentAction::command).collect(Collectors.toUnmodifiableSet());
    }
}
