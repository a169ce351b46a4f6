package dev.fleetshadow.agent;

import dev.fleetshadow.action.AllowedAction;
import dev.fleetshadow.action.CommandInbox;
import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.codec.ControlJson;
import dev.fleetshadow.codec.OutcomeJson;
import dev.fleetshadow.endpoint.Downlink;
import dev.fleetshadow.endpoint.Letter;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.settings.AgentSettings;
import dev.fleetshadow.telemetry.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes commands in, and sees to it that each gets exactly one final answer: a refusal with its reason, what was answered
 * before, or what came of carrying it out.
 *
 * <p>A command is begun only when the journal says so on disk, and its answer is in the journal before it is sent; whoever
 * starts again finds both. One is carried out at a time.
 */
final class CommandDesk implements Downlink.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(CommandDesk.class);

    private static final long AGAIN_MILLIS = 10_000;

    /** A command that waits for its turn. */
    private record Order(RemediationRequest request, AllowedAction.Call call, Runnable answered) {}

    private final AgentSettings.Orders orders;
    private final Map<String, AllowedAction> actions;
    private final Authenticity authenticity;
    private final String group;
    private final CommandInbox inbox;
    private final Pauses pauses;
    private final Journal journal;
    private final Spool spool;
    private final Meters meters;
    private final Clock clock;
    private final Deque<Order> queue = new ArrayDeque<>();
    private Order current;
    private boolean ended;

    CommandDesk(
            Resource resource,
            AgentSettings.Orders orders,
            Authenticity authenticity,
            Stores stores,
            Meters meters,
            Clock clock) {
        this.orders = orders;
        this.actions = orders.actions().stream().collect(Collectors.toMap(AllowedAction::id, action -> action));
        this.authenticity = authenticity;
        this.group = resource.group();
        this.inbox = new CommandInbox(resource.id(), actions.keySet());
        this.pauses = new Pauses(resource.group());
        this.journal = stores.journal();
        this.spool = stores.spool();
        this.meters = meters;
        this.clock = clock;
    }

    /** Takes up what the life before has left: what it answered, and what it began and did not live to answer. */
    synchronized void resume() throws IOException {
        journal.answers().forEach(inbox::recall);
        for (RemediationOutcome begun : journal.unanswered()) {
            answer(new RemediationOutcome(
                    begun.commandId(),
                    begun.resourceId(),
                    begun.group(),
                    CommandState.FAILED,
                    clock.instant(),
                    "the agent was restarted while it was at this; how far it came is not known"));
        }
    }

    @Override
    public synchronized void control(byte[] value) {
        try {
            ControlMessage message = ControlJson.decode(value);
            if (pauses.hear(message)) {
                LOG.info("Remediation of {} is {} by {}.", message.scope(), paused(message), message.by());
                pauses.by().ifPresentOrElse(inbox::pause, inbox::resume);
            }
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("An order of an operator cannot be read: {}", e.getMessage());
        }
    }

    /** Fails where nothing can be written down: then the command is not dealt with, and is heard again. */
    @Override
    public synchronized void command(byte[] value, Runnable answered) {
        Received received;
        try {
            received = Received.read(value, orders.mostBytes(), authenticity);
        } catch (IOException | IllegalArgumentException e) {
            meters.ignored();
            LOG.warn("A command of {} bytes cannot be read and is ignored: {}", value.length, e.getMessage());
            answered.run();
            return;
        }
        try {
            decide(received, answered);
        } catch (IOException e) {
            throw new UncheckedIOException("a command cannot be dealt with", e);
        }
    }

    private void decide(Received received, Runnable answered) throws IOException {
        Instant now = clock.instant();
        RemediationRequest request = received.request();
        boolean pending = pending(received.claimed().commandId());
        if (received.refusal() != null) {
            disown(received.claimed(), pending, now, received.refusal());
            answered.run();
        } else if (pending) {
            LOG.info("Command {} is repeated while it is not answered yet.", request.commandId());
            answered.run();
        } else {
            Optional<RemediationOutcome> refusal = inbox.refusal(request, now);
            if (refusal.isEmpty()) {
                accept(request, now, answered);
            } else {
                refuse(refusal.get(), answered);
            }
        }
    }

    /** What nobody can vouch for is answered and forgotten: it must not use up the id of a true command. */
    private void disown(RemediationRequest request, boolean pending, Instant now, String reason) throws IOException {
        LOG.warn("Command {} is not obeyed: {}", request.commandId(), reason);
        if (pending || inbox.answered(request.commandId()).isPresent()) {
            meters.ignored();
            return;
        }
        meters.refused();
        send(inbox.disown(request, now, reason));
    }

    private void accept(RemediationRequest request, Instant now, Runnable answered) throws IOException {
        AllowedAction.Call call = actions.get(request.action()).call(request.parameters());
        String problem = call.problem();
        if (!request.resource().group().equals(group)) {
            problem = "the command is for the group %s, this is %s"
                    .formatted(request.resource().group(), group);
        }
        if (problem == null && queue.size() >= orders.queue()) {
            problem = "the agent is busy: %d commands wait already".formatted(queue.size());
        }
        if (problem != null) {
            refuse(inbox.answer(request, CommandState.REJECTED, now, problem), answered);
            return;
        }
        queue.addLast(new Order(request, call, answered));
        notifyAll();
    }

    private void refuse(RemediationOutcome refusal, Runnable answered) throws IOException {
        meters.refused();
        LOG.info(
                "Command {} is answered without carrying it out: {} {}",
                refusal.commandId(),
                refusal.state().wireName(),
                refusal.detail());
        answer(refusal);
        answered.run();
    }

    /** Carries out one command after the other until it is interrupted. */
    void work() throws InterruptedException, IOException {
        for (Order order = next(); order != null; order = next()) {
            ActionRun.Ended result;
            try {
                AllowedAction action = actions.get(order.request().action());
                LOG.info(
                        "Command {} begins: {}",
                        order.request().commandId(),
                        order.call().arguments());
                result = new ActionRun(
                                action,
                                order.call().arguments(),
                                order.request().commandId())
                        .run();
            } catch (InterruptedException stopped) {
                finish(
                        order,
                        new ActionRun.Ended(
                                CommandState.FAILED, "the agent was stopped while it was at this, and has ended it"));
                throw stopped;
            }
            finish(order, result);
        }
    }

    /** Nothing is begun any more; returns whether nothing is being carried out. */
    synchronized boolean end() {
        ended = true;
        notifyAll();
        return current == null;
    }

    /** Whether no command waits, and none is being carried out. */
    synchronized boolean idle() {
        return current == null && queue.isEmpty();
    }

    /** The next command that may still be begun, which is then begun on disk; {@code null} at the end. */
    private synchronized Order next() throws InterruptedException, IOException {
        while (true) {
            while (queue.isEmpty() && !ended) {
                wait();
            }
            if (ended) {
                return null;
            }
            Order order = queue.getFirst();
            Instant now = clock.instant();
            Optional<RemediationOutcome> tooLate = inbox.refusal(order.request(), now);
            if (tooLate.isEmpty()) {
                RemediationOutcome begun =
                        inbox.begin(order.request(), now, order.request().action() + " has begun");
                journal.record(begun);
                current = queue.removeFirst();
                tell(begun);
                return order;
            }
            refuse(tooLate.get(), order.answered());
            queue.removeFirst();
        }
    }

    private synchronized void finish(Order order, ActionRun.Ended result) throws InterruptedException {
        LOG.info(
                "Command {} ends: {}",
                order.request().commandId(),
                result.state().wireName());
        RemediationOutcome outcome = inbox.answer(order.request(), result.state(), clock.instant(), result.detail());
        while (!written(outcome)) {
            wait(AGAIN_MILLIS);
        }
        current = null;
        order.answered().run();
    }

    private boolean written(RemediationOutcome outcome) {
        try {
            answer(outcome);
            return true;
        } catch (IOException e) {
            LOG.warn("The answer to command {} cannot be written down: {}", outcome.commandId(), e.getMessage());
            return false;
        }
    }

    /** Word of a beginning is for people; the command is carried out and answered without it too. */
    private void tell(RemediationOutcome begun) {
        try {
            send(begun);
        } catch (IOException e) {
            LOG.warn("That command {} has begun cannot be said: {}", begun.commandId(), e.getMessage());
        }
    }

    private boolean pending(String commandId) {
        return (current != null && current.request().commandId().equals(commandId))
                || queue.stream().anyMatch(order -> order.request().commandId().equals(commandId));
    }

    private void answer(RemediationOutcome outcome) throws IOException {
        inbox.recall(outcome);
        journal.record(outcome);
        send(outcome);
    }

    private void send(RemediationOutcome outcome) throws IOException {
        spool.append(new Letter(Topic.OUTCOMES, outcome.at(), OutcomeJson.encode(outcome)));
    }

    private static String paused(ControlMessage message) {
        return message.on() ? "paused" : "resumed";
    }
}
