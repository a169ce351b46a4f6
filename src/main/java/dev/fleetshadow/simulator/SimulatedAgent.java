package dev.fleetshadow.simulator;

import dev.fleetshadow.action.CommandInbox;
import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.SplittableRandom;

/**
 * The agent of one simulated resource: it reads commands when it can, refuses what it must not do, does one thing at a
 * time, and answers.
 *
 * <p>At most {@value #MOST_WAITING} commands wait for it; of more the oldest are lost, as on a topic.
 */
final class SimulatedAgent {

    static final int MOST_WAITING = 256;
    private static final double CLUMSINESS = 0.5;

    private final World world;
    private final CommandInbox inbox;
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private final List<RemediationOutcome> answers = new ArrayList<>();
    private AgentTemper temper = AgentTemper.SOUND;
    private UnderWay underWay;

    private record Waiting(RemediationRequest request, Instant readAt) {}

    /** An action that has begun. */
    record UnderWay(RemediationRequest request, AgentAction action, Instant begunAt, Instant doneAt) {}

    /** An action that has ended. */
    record Done(UnderWay what, boolean success) {}

    SimulatedAgent(String resourceId, World world) {
        this.world = world;
        this.inbox = new CommandInbox(resourceId, AgentAction.commands());
    }

    void temper(AgentTemper chosen) {
        temper = chosen;
    }

    void receive(RemediationRequest request, Instant now) {
        if (waiting.size() == MOST_WAITING) {
            waiting.remove();
        }
        waiting.add(new Waiting(request, now.plus(temper.delay())));
    }

    /** Reads what waits. */
    void read(Instant now) {
        while (temper != AgentTemper.DEAD
                && !hostRestarting(now)
                && !waiting.isEmpty()
                && !waiting.element().readAt().isAfter(now)) {
            answers.add(firstAnswer(waiting.remove().request(), now));
        }
    }

    /** A refusal, the answer to a repeat, or that it has begun. */
    private RemediationOutcome firstAnswer(RemediationRequest request, Instant now) {
        Optional<RemediationOutcome> refusal = inbox.refusal(request, now);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (underWay != null) {
            return inbox.answer(
                    request,
                    CommandState.REJECTED,
                    now,
                    "busy with " + underWay.request().action());
        }
        AgentAction action = AgentAction.named(request.action());
        underWay = new UnderWay(request, action, now, now.plus(action.takes(world)));
        return inbox.answer(request, CommandState.IN_PROGRESS, now, request.action() + " has begun");
    }

    /** The action that ends now, if one does. */
    Optional<Done> complete(Instant now) {
        if (underWay == null || now.isBefore(underWay.doneAt())) {
            return Optional.empty();
        }
        Done done = new Done(underWay, !fails(underWay.request()));
        underWay = null;
        String action = done.what().request().action();
        answers.add(
                done.success()
                        ? inbox.answer(done.what().request(), CommandState.SUCCESS, now, action + " is done")
                        : inbox.answer(done.what().request(), CommandState.FAILED, now, action + " has failed"));
        return Optional.of(done);
    }

    /** What it has to say since it was last asked. */
    List<RemediationOutcome> answers() {
        List<RemediationOutcome> given = List.copyOf(answers);
        answers.clear();
        return given;
    }

    /** Whether an action keeps the resource out of service. */
    boolean outOfService(Instant now) {
        return world.consequences()
                && underWay != null
                && !now.isBefore(underWay.doneAt().minus(underWay.action().downtime()))
                && now.isBefore(underWay.doneAt());
    }

    /** Whether not even the agent is up. */
    boolean hostRestarting(Instant now) {
        return outOfService(now) && underWay.action().disturbance() == AgentAction.Disturbance.HOST;
    }

    /** Whether it was never asked for anything. */
    boolean untouched() {
        return temper == AgentTemper.SOUND && waiting.isEmpty() && underWay == null && answers.isEmpty();
    }

    private boolean fails(RemediationRequest request) {
        return temper == AgentTemper.CLUMSY
                && new SplittableRandom(request.commandId().hashCode()).nextDouble() < CLUMSINESS;
    }
}
