package dev.fleetshadow.agent;

import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.endpoint.Downlink;
import dev.fleetshadow.endpoint.Letter;
import dev.fleetshadow.endpoint.Positions;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.endpoint.Uplink;
import dev.fleetshadow.settings.AgentSettings;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks for one resource: says how it is and what it expects, and does to it what it is told to and allowed to.
 *
 * <p>Four threads, so that none waits for another: one reports, one carries letters to the broker, one listens, one carries
 * out. The first that cannot go on ends the agent; whoever has started it starts it again.
 */
public final class Agent {

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(5);

    private final AgentSettings settings;
    private final Authenticity authenticity;
    private final Clock clock;
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    public Agent(AgentSettings settings, Authenticity authenticity, Clock clock) {
        this.settings = settings;
        this.authenticity = authenticity;
        this.clock = clock;
    }

    /** What would be reported now; two readings are made of it, because rates need both. */
    public static StatusUpdate once(AgentSettings settings, Clock clock) throws InterruptedException {
        Reporter reporter = new Reporter(settings, new Meters());
        reporter.report(clock.instant(), System.nanoTime());
        TimeUnit.SECONDS.sleep(1);
        return reporter.report(clock.instant(), System.nanoTime());
    }

    /** Returns when it was stopped; throws what has ended it otherwise. */
    public void run() throws IOException, InterruptedException {
        Meters meters = new Meters();
        try (Lock lock = Lock.of(settings.directory());
                Stores stores = Stores.open(settings.directory(), settings.bufferBytes());
                Uplink uplink = Uplink.of(settings.kafka(), settings.resource().id())) {
            LOG.debug("{} is held.", lock);
            CommandDesk desk =
                    new CommandDesk(settings.resource(), settings.orders(), authenticity, stores, meters, clock);
            desk.resume();
            Downlink downlink = Downlink.of(
                    settings.kafka(),
                    settings.resource().id(),
                    Pauses.keys(settings.resource().group()),
                    Positions.open(settings.directory().resolve("positions")));
            Thread act = thread("act", desk::work);
            List<Thread> threads = List.of(
                    act,
                    thread("dispatch", new Dispatch(stores.spool(), uplink)::run),
                    thread("listen", () -> listen(downlink, desk)));
            threads.forEach(Thread::start);
            report(new Reporter(settings, meters), stores.spool());
            downlink.close();
            end(act, desk);
            end(threads, stores.spool());
        }
        if (failure.get() != null) {
            throw new IOException("the agent cannot go on: " + failure.get().getMessage(), failure.get());
        }
    }

    /** Lets it end what it is at and go; may be called by any thread, also before it runs. */
    public void stop() {
        end.countDown();
    }

    /** At a fixed rate: after a standstill one report, and not all that were missed. */
    private void report(Reporter reporter, Spool spool) throws InterruptedException {
        long interval = settings.interval().toNanos();
        long next = System.nanoTime();
        do {
            try {
                var update = reporter.report(clock.instant(), System.nanoTime(), spool);
                spool.append(new Letter(Topic.STATUS, update.observedAt(), StatusJson.encode(update)));
            } catch (IOException e) {
                spool.countDropped();
                LOG.warn("A report is dropped, it cannot be written: {}", e.getMessage());
            }
            next = Math.max(next + interval, System.nanoTime());
        } while (!end.await(next - System.nanoTime(), TimeUnit.NANOSECONDS));
    }

    private void listen(Downlink downlink, CommandDesk desk) throws InterruptedException {
        Backoff backoff = new Backoff();
        String trouble = "";
        while (!downlink.closed()) {
            try {
                downlink.listen(desk);
                backoff.succeeded();
            } catch (IOException e) {
                if (!trouble.equals(e.getMessage())) {
                    trouble = e.getMessage();
                    LOG.warn("Nothing is heard: {}", trouble);
                }
                backoff.failed();
            }
        }
    }

    /** Before the buffer ends: the answer to what is under way belongs into it. */
    private static void end(Thread act, CommandDesk desk) throws InterruptedException {
        if (!desk.end()) {
            LOG.info("The action under way is ended.");
        }
        act.interrupt();
        act.join(LAST_WORDS.toMillis());
    }

    private static void end(List<Thread> threads, Spool spool) throws InterruptedException {
        spool.end();
        long deadline = System.nanoTime() + LAST_WORDS.toNanos();
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            thread.interrupt();
        }
        LOG.info("Ended; {} records wait for the next start.", spool.waiting());
    }

    /** Work that can end the agent. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private Thread thread(String name, Work work) {
        return new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    } catch (IOException | RuntimeException | Error problem) {
                        failure.compareAndSet(null, problem);
                        stop();
                    }
                },
                name);
    }
}
