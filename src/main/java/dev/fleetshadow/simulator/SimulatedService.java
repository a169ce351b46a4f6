package dev.fleetshadow.simulator;

import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** One service with its agent: it reports, predicts, falls ill, and does what it is told, whether that helps or not. */
final class SimulatedService {

    private static final Duration LEAVING = Duration.ofMinutes(5);
    private static final Duration PROVISIONING = Duration.ofMinutes(2);
    private static final double MILLIS_PER_MINUTE = 60_000;

    private final FleetPlan plan;
    private final Vitals vitals;
    private final SimulatedAgent agent;
    private final Lifecycle lifecycle = new Lifecycle();
    private final Foreboding foreboding = new Foreboding();
    private final FaultHistory faults = new FaultHistory();
    private final List<ActionTaken> actions = new ArrayList<>();
    private Resource resource;
    private String versionBefore;
    private Downtime downtime = Downtime.NONE;
    private double trafficMoved;
    private Instant stopsAt;
    private boolean gone;

    SimulatedService(Resource resource, FleetPlan plan, Vitals vitals) {
        this.resource = resource;
        this.plan = plan;
        this.vitals = vitals;
        this.agent = new SimulatedAgent(resource.id(), plan.world());
    }

    /** The same service, so far never ill and never commanded, under another plan and with other noise to come. */
    SimulatedService continued(FleetPlan onward) {
        if (!faults.all().isEmpty() || !agent.untouched() || !actions.isEmpty()) {
            throw new IllegalStateException(resource.id() + " has a past that cannot be continued");
        }
        SimulatedService same =
                new SimulatedService(resource, onward, vitals.copy(chance(onward, resource.id(), Instant.EPOCH)));
        same.foreboding.continueFrom(foreboding);
        return same;
    }

    /** Randomness of its own for what happens to a resource at a time, whatever happens to others. */
    static SplittableRandom chance(FleetPlan plan, String resourceId, Instant at) {
        long mixed = plan.seed() * 0x9E3779B97F4A7C15L + resourceId.hashCode();
        return new SplittableRandom(mixed * 0x9E3779B97F4A7C15L + at.getEpochSecond());
    }

    Resource resource() {
        return resource;
    }

    FaultHistory faults() {
        return faults;
    }

    SimulatedAgent agent() {
        return agent;
    }

    List<ActionTaken> actions() {
        return actions;
    }

    Downtime downtime() {
        return downtime;
    }

    /** Whether it has left the fleet. */
    boolean gone() {
        return gone;
    }

    void inject(Fault fault, Fault looksLike, List<Cure> cures, Instant now) {
        SplittableRandom random = chance(plan, resource.id(), now);
        faults.begin(InjectedFault.begun(resource.id(), fault, looksLike, cures, now, random));
    }

    /** Takes next to no traffic for a while. */
    void drain(Duration lasts, Instant now) {
        lifecycle.then(ResourceStatus.DRAINING, lasts, now);
    }

    /** Comes up anew, after what was planned before. */
    void provision(Instant now) {
        lifecycle.then(ResourceStatus.PROVISIONING, PROVISIONING, now);
    }

    void release(Deploy deploy, Instant now) {
        versionBefore = resource.labels().get(Placement.VERSION);
        label(deploy.version());
        provision(now);
        if (deploy.brings() != null && faults.active().isEmpty()) {
            inject(Fault.BAD_RELEASE, deploy.brings(), Fault.BAD_RELEASE.cures(), now);
        }
    }

    void leave(Instant now) {
        drain(LEAVING, now);
        stopsAt = now.plus(LEAVING);
    }

    /** Takes over traffic of a peer. */
    void takeOver(double share) {
        vitals.takeOver(share);
    }

    /** Goes on until this moment: what is due ends, and waiting commands are read. */
    void advance(Instant now, boolean reachable) {
        if (faults.settle(now, plan.world().repairAfter())) {
            provision(now);
        }
        agent.complete(now).ifPresent(done -> takeEffect(done, now));
        if (reachable) {
            agent.read(now);
        }
    }

    /** What is heard of it, if anything; time in which it is out of service is added up. */
    Optional<StatusUpdate> report(Instant at, Surroundings around) {
        Optional<InjectedFault> fault = faults.active();
        boolean failed = fault.filter(active -> active.down(at)).isPresent();
        outage(failed, around, at).ifPresent(cause -> downtime = downtime.plus(cause, plan.interval()));
        ResourceStatus status = status(failed, at);
        gone = status == ResourceStatus.STOPPED;
        StatusUpdate update;
        if (failed || gone || agent.outOfService(at)) {
            foreboding.clear();
            update = new StatusUpdate(resource, at, status, Map.of(), List.of(), null);
        } else {
            Marks marks =
                    fault.map(active -> active.marks(at)).orElse(Marks.NONE).and(around.marks());
            vitals.enter(status);
            Map<String, Double> metrics = vitals.at(at, plan.interval().toMillis() / MILLIS_PER_MINUTE, marks);
            foreboding.add(metrics);
            update = new StatusUpdate(
                    resource,
                    at,
                    status,
                    around.measured(metrics),
                    List.of(),
                    foreboding.prediction(at, plan.interval()));
        }
        boolean heard = !around.cutOff() && !around.unheard() && !agent.hostRestarting(at);
        return Optional.of(update).filter(any -> heard);
    }

    /** Share of its traffic that went to its peers since this was last asked. */
    double trafficMoved() {
        double moved = trafficMoved;
        trafficMoved = 0;
        return moved;
    }

    private Optional<Downtime.Cause> outage(boolean failed, Surroundings around, Instant at) {
        if (failed) {
            return Optional.of(Downtime.Cause.FAULT);
        }
        if (around.cutOff()) {
            return Optional.of(Downtime.Cause.DOMAIN);
        }
        return agent.outOfService(at) ? Optional.of(Downtime.Cause.ACTION) : Optional.empty();
    }

    private ResourceStatus status(boolean failed, Instant at) {
        if (stopsAt != null && !at.isBefore(stopsAt)) {
            return ResourceStatus.STOPPED;
        }
        if (failed) {
            return ResourceStatus.FAILED;
        }
        return agent.outOfService(at) ? ResourceStatus.PROVISIONING : lifecycle.status(at);
    }

    private void takeEffect(SimulatedAgent.Done done, Instant now) {
        AgentAction action = done.what().action();
        String commandId = done.what().request().commandId();
        boolean needed = faults.neededHelp(done.what().begunAt());
        if (action.disturbance() != AgentAction.Disturbance.NONE) {
            restart(now);
        }
        foreboding.clear();
        ActionTaken.Effect effect = ActionTaken.Effect.FAILED;
        if (done.success()) {
            moveTraffic(action.traffic());
            rollBack(action);
            effect = faults.treat(action, commandId, now) ? ActionTaken.Effect.CURED : ActionTaken.Effect.NO_USE;
        }
        actions.add(
                new ActionTaken(commandId, resource.id(), action, done.what().begunAt(), needed, effect));
    }

    private void restart(Instant now) {
        if (plan.world().consequences()) {
            provision(now);
        } else {
            vitals.restart();
        }
    }

    private void moveTraffic(double share) {
        if (share > 0) {
            vitals.moveTraffic(share);
            trafficMoved += plan.world().consequences() ? share : 0;
        }
    }

    private void rollBack(AgentAction action) {
        if (action == AgentAction.ROLLBACK_RELEASE && versionBefore != null) {
            label(versionBefore);
            versionBefore = null;
        }
    }

    private void label(String version) {
        Map<String, String> labels = new HashMap<>(resource.labels());
        labels.put(Placement.VERSION, version);
        resource = new Resource(resource.id(), resource.kind(), resource.group(), labels);
    }
}
