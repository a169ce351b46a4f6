package dev.fleetshadow.proof;

import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.simulator.SimulatedFleet;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** Plays one scenario, minute by minute, before one who looks after the fleet. */
final class ScenarioRun implements Stage {

    private final SimulatedFleet fleet;
    private final Remedy remedy;
    private final String desk;
    private final Instant from;
    private final List<Result.Sent> sent = new ArrayList<>();
    private final List<RemediationRequest> tickets = new ArrayList<>();
    private final Queue<Minute> unheard = new ArrayDeque<>();
    private final Queue<Consumer<Remedy>> said = new ArrayDeque<>();
    private boolean stopped;

    /** What resources said in one minute. */
    private record Minute(List<StatusUpdate> updates, Instant end) {}

    private ScenarioRun(SimulatedFleet fleet, Remedy remedy, String desk) {
        this.fleet = fleet;
        this.remedy = remedy;
        this.desk = desk;
        this.from = fleet.now();
    }

    /**
     * Plays a scenario.
     *
     * @param desk id of the service desk, or empty
     */
    static Result of(SimulatedFleet fleet, Remedy remedy, Plot plot, Duration lasts, String desk) {
        ScenarioRun run = new ScenarioRun(fleet, remedy, desk);
        Queue<Plot.Happening> coming = new ArrayDeque<>(plot.happenings());
        Instant until = run.from.plus(lasts);
        while (fleet.now().isBefore(until)) {
            while (!coming.isEmpty() && !run.from.plus(coming.element().after()).isAfter(fleet.now())) {
                coming.remove().deed().accept(run);
            }
            run.minute();
        }
        return run.result();
    }

    private void minute() {
        List<StatusUpdate> updates = fleet.step();
        Instant now = fleet.now();
        unheard.add(new Minute(updates, now));
        for (RemediationOutcome outcome : fleet.answers()) {
            said.add(listener -> send(listener.answered(outcome, now)));
        }
        if (!stopped) {
            hear();
        }
    }

    private void hear() {
        Instant now = fleet.now();
        while (!unheard.isEmpty()) {
            Minute minute = unheard.remove();
            send(remedy.minute(minute.updates(), minute.end(), Duration.between(minute.end(), now)));
        }
        while (!said.isEmpty()) {
            said.remove().accept(remedy);
        }
    }

    private void send(List<RemediationRequest> requests) {
        for (RemediationRequest request : requests) {
            String id = request.resource().id();
            if (id.equals(desk)) {
                tickets.add(request);
            } else {
                sent.add(new Result.Sent(request, fleet.now(), fleet.needsHelp(id)));
                fleet.execute(request);
            }
        }
    }

    @Override
    public SimulatedFleet fleet() {
        return fleet;
    }

    @Override
    public Instant now() {
        return fleet.now();
    }

    @Override
    public void order(ControlMessage order) {
        said.add(listener -> send(listener.ordered(order, order.at())));
        if (!stopped) {
            hear();
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void start() {
        stopped = false;
    }

    private Result result() {
        return new Result(
                from,
                fleet.now(),
                fleet.faults(),
                fleet.downtimes(),
                fleet.actions(),
                List.copyOf(sent),
                List.copyOf(tickets),
                List.copyOf(remedy.diagnoses()),
                List.copyOf(remedy.audit()),
                remedy.effects());
    }
}
