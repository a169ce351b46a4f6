package dev.fleetshadow.simulator;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Many services under one clock; resources of a group share the rhythm of their load. */
public final class SimulatedFleet {

    private static final double MINUTES_PER_DAY = 1440;

    private final FleetPlan plan;
    private final double[] phases;
    private final Map<String, SimulatedService> services = new LinkedHashMap<>();
    private final Map<String, SimulatedService> departed = new LinkedHashMap<>();
    private final List<DomainIncident> incidents = new ArrayList<>();
    private final List<Rollout> rollouts = new ArrayList<>();
    private Instant now;
    private int numbered;

    public SimulatedFleet(FleetPlan plan) {
        this.plan = plan;
        this.now = plan.start();
        SplittableRandom random = new SplittableRandom(plan.seed());
        phases = random.doubles(plan.groups(), 0, MINUTES_PER_DAY / 4).toArray();
        for (int i = 0; i < plan.resources(); i++) {
            add(i % plan.groups(), i / plan.groups(), random.split());
        }
    }

    private SimulatedFleet(SimulatedFleet before, FleetPlan onward) {
        plan = onward;
        now = before.now;
        phases = before.phases.clone();
        numbered = before.numbered;
        before.services.forEach((id, service) -> services.put(id, service.continued(onward)));
    }

    /**
     * The same fleet from this moment on, with noise of another seed to come, so that many stories can be told of one past.
     * Only a fleet to which nothing has happened yet can be continued.
     */
    public SimulatedFleet continued(long seed) {
        return new SimulatedFleet(this, plan.onward(seed));
    }

    public Instant now() {
        return now;
    }

    public List<String> resourceIds() {
        return List.copyOf(services.keySet());
    }

    /** The resources of the fleet, as they describe themselves now. */
    public List<Resource> resources() {
        return services.values().stream().map(SimulatedService::resource).toList();
    }

    /**
     * One report of every resource that can be heard, in order of time within the interval; then the clock advances by the
     * interval.
     */
    public List<StatusUpdate> step() {
        rollouts.forEach(rollout -> rollout.advance(now));
        rollouts.removeIf(Rollout::over);
        advance();
        List<StatusUpdate> updates = new ArrayList<>(services.size());
        long spread = plan.interval().toNanos() / Math.max(1, services.size());
        int i = 0;
        for (SimulatedService service : services.values()) {
            Instant at = now.plusNanos(spread * i++);
            service.report(at, around(service, at)).ifPresent(updates::add);
        }
        seeOff();
        now = now.plus(plan.interval());
        return updates;
    }

    /** Begins a fault on a resource that has none. */
    public void inject(Fault fault, String resourceId) {
        inject(fault, resourceId, fault.cures());
    }

    /** Begins a fault that other cures than usual may end. */
    public void inject(Fault fault, String resourceId, List<Cure> cures) {
        service(resourceId).inject(fault, null, cures, now);
    }

    public void begin(DomainIncident incident) {
        incidents.removeIf(before -> !now.isBefore(before.until()));
        incidents.add(incident);
    }

    public void begin(Deploy deploy) {
        List<SimulatedService> members = services.values().stream()
                .filter(service ->
                        deploy.service().equals(service.resource().labels().get(Placement.SERVICE)))
                .toList();
        if (members.isEmpty()) {
            throw new IllegalArgumentException("the fleet has no service " + deploy.service());
        }
        rollouts.add(new Rollout(deploy, members));
    }

    /** Takes a resource out of traffic for planned work, after which it comes up anew. */
    public void maintain(String resourceId, Duration lasts) {
        SimulatedService service = service(resourceId);
        service.drain(lasts, now);
        service.provision(now);
    }

    /** Adds a resource to a group and returns its id. */
    public String join(String group) {
        for (int g = 0; g < plan.groups(); g++) {
            if (Placement.of(g).group().equals(group)) {
                long place = services.values().stream()
                        .filter(service -> service.resource().group().equals(group))
                        .count();
                SimulatedService service = add(g, (int) place, SimulatedService.chance(plan, group + numbered, now));
                service.provision(now);
                return service.resource().id();
            }
        }
        throw new IllegalArgumentException("the fleet has no group " + group);
    }

    /** Lets a resource drain, stop, and never be heard of again. */
    public void leave(String resourceId) {
        service(resourceId).leave(now);
    }

    public void temper(String resourceId, AgentTemper temper) {
        service(resourceId).agent().temper(temper);
    }

    /** Hands a command to the agent of its resource; what it says to it is among the {@link #answers}. */
    public void execute(RemediationRequest request) {
        String id = request.resource().id();
        if (!departed.containsKey(id)) {
            SimulatedService service = service(id);
            service.agent().receive(request, now);
            service.advance(now, reachable(service));
        }
    }

    /** What agents have said since they were last asked. */
    public List<RemediationOutcome> answers() {
        advance();
        return services.values().stream()
                .filter(this::reachable)
                .flatMap(service -> service.agent().answers().stream())
                .toList();
    }

    /** The truth about every fault so far, in the order of injection within each resource. */
    public List<InjectedFault> faults() {
        return everyone().flatMap(service -> service.faults().all().stream()).toList();
    }

    /** Whether the resource has any fault now, harmless ones too. */
    public boolean faulty(String resourceId) {
        return service(resourceId).faults().active().isPresent();
    }

    /** Whether the resource has a fault now that somebody should do something about. */
    public boolean needsHelp(String resourceId) {
        return Optional.ofNullable(services.get(resourceId))
                .filter(service -> service.faults().neededHelp(now))
                .isPresent();
    }

    /** The truth about every action that agents have carried out, in order within each resource. */
    public List<ActionTaken> actions() {
        return everyone().flatMap(service -> service.actions().stream()).toList();
    }

    /** For how long resources were out of service, by resource. */
    public Map<String, Downtime> downtimes() {
        Map<String, Downtime> downtimes = new LinkedHashMap<>();
        everyone().forEach(service -> downtimes.put(service.resource().id(), service.downtime()));
        return downtimes;
    }

    private SimulatedService add(int group, int place, SplittableRandom random) {
        Resource resource = Placement.of(group).resource(numbered++, place);
        SimulatedService service = new SimulatedService(
                resource, plan, new Vitals(random, phases[group], plan.world().consequences()));
        services.put(resource.id(), service);
        return service;
    }

    private void advance() {
        for (SimulatedService service : services.values()) {
            service.advance(now, reachable(service));
        }
        List.copyOf(services.values()).forEach(this::burdenPeers);
    }

    private void burdenPeers(SimulatedService service) {
        double moved = service.trafficMoved();
        if (moved > 0) {
            List<SimulatedService> peers = services.values().stream()
                    .filter(other -> other != service
                            && other.resource()
                                    .group()
                                    .equals(service.resource().group()))
                    .toList();
            peers.forEach(peer -> peer.takeOver(moved / peers.size()));
        }
    }

    private void seeOff() {
        for (Iterator<SimulatedService> all = services.values().iterator(); all.hasNext(); ) {
            SimulatedService service = all.next();
            if (service.gone()) {
                departed.put(service.resource().id(), service);
                all.remove();
            }
        }
    }

    private Stream<SimulatedService> everyone() {
        return Stream.concat(services.values().stream(), departed.values().stream());
    }

    private boolean reachable(SimulatedService service) {
        return !around(service, now).cutOff();
    }

    private Surroundings around(SimulatedService service, Instant at) {
        Surroundings around = Surroundings.CALM;
        for (DomainIncident incident : incidents) {
            around = around.and(incident.around(service.resource(), at));
        }
        return around;
    }

    private SimulatedService service(String resourceId) {
        SimulatedService service = services.get(resourceId);
        if (service == null) {
            throw new IllegalArgumentException("the fleet has no resource " + resourceId);
        }
        return service;
    }
}
