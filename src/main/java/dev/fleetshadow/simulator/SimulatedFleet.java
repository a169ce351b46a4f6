package dev.fleetshadow.simulator;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Many services under one clock; resources of a group share the rhythm of their load. */
public final class SimulatedFleet {

    private static final List<String> TIERS = List.of("web", "api", "cache", "queue", "search");
    private static final double MINUTES_PER_DAY = 1440;

    private final FleetPlan plan;
    private final Map<String, SimulatedService> services = new LinkedHashMap<>();
    private Instant now;

    public SimulatedFleet(FleetPlan plan) {
        this.plan = plan;
        this.now = plan.start();
        SplittableRandom random = new SplittableRandom(plan.seed());
        double[] phases = random.doubles(plan.groups(), 0, MINUTES_PER_DAY / 4).toArray();
        for (int i = 0; i < plan.resources(); i++) {
            int group = i % plan.groups();
            String tier = TIERS.get(group % TIERS.size());
            Resource resource = new Resource(
                    "%s-%03d".formatted(tier, i),
                    "service",
                    "%s/zone-%d".formatted(tier, 1 + group / TIERS.size()),
                    Map.of());
            Vitals vitals = new Vitals(random.split(), phases[group]);
            services.put(resource.id(), new SimulatedService(resource, plan.interval(), vitals));
        }
    }

    public Instant now() {
        return now;
    }

    public List<String> resourceIds() {
        return List.copyOf(services.keySet());
    }

    /** One report of every resource, in order of time within the interval; then the clock advances by the interval. */
    public List<StatusUpdate> step() {
        List<StatusUpdate> updates = new ArrayList<>(services.size());
        long spread = plan.interval().toNanos() / services.size();
        int i = 0;
        for (SimulatedService service : services.values()) {
            updates.add(service.report(now.plusNanos(spread * i++)));
        }
        now = now.plus(plan.interval());
        return updates;
    }

    /** Begins a fault on a resource that has none. */
    public void inject(Fault fault, String resourceId) {
        service(resourceId).inject(fault, now);
    }

    /** Hands a command to the agent of its resource; the answer says whether it has begun. */
    public RemediationOutcome execute(RemediationRequest request) {
        return service(request.resource().id()).execute(request, now);
    }

    /** What agents have finished since they were last asked. */
    public List<RemediationOutcome> finished() {
        List<RemediationOutcome> outcomes = new ArrayList<>();
        services.values().forEach(service -> service.finished(now).ifPresent(outcomes::add));
        return outcomes;
    }

    /** The truth about every fault so far, in the order of injection within each resource. */
    public List<InjectedFault> faults() {
        return services.values().stream()
                .flatMap(service -> service.faults().stream())
                .toList();
    }

    private SimulatedService service(String resourceId) {
        SimulatedService service = services.get(resourceId);
        if (service == null) {
            throw new IllegalArgumentException("the fleet has no resource " + resourceId);
        }
        return service;
    }
}
