package dev.fleetshadow.cli;

import dev.fleetshadow.endpoint.FleetPublisher;
import dev.fleetshadow.endpoint.FleetReader;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.simulator.FaultSchedule;
import dev.fleetshadow.simulator.FaultSchedule.Planned;
import dev.fleetshadow.simulator.SimulatedFleet;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;

/** The script of the demo: history at full speed, then six hours in which faults begin and the job reacts. */
final class DemoRun implements AutoCloseable {

    private static final Duration GLANCE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Two checkpoints and a margin: by then everything decided can be read. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(4);

    /** How many steps of the clock the job may lag behind before the clock waits for it. */
    private static final int MOST_LAG = 10;

    private final DemoPlan plan;
    private final DemoCluster cluster;
    private final DemoTerminal terminal;
    private final SimulatedFleet fleet;
    private final FleetPublisher publisher;
    private final FleetReader reader;
    private final DemoOperations operations;
    private final DemoFeed feed;
    private final long startedNanos = System.nanoTime();
    private long published;
    private long historyUpdates;
    private long historyNanos;
    private long waitedNanos;

    private DemoRun(
            DemoPlan plan, DemoCluster cluster, DemoTerminal terminal, FleetPublisher publisher, FleetReader reader) {
        this.plan = plan;
        this.cluster = cluster;
        this.terminal = terminal;
        this.fleet = new SimulatedFleet(plan.fleet());
        this.publisher = publisher;
        this.reader = reader;
        this.operations = new DemoOperations(fleet, publisher, terminal, cluster.signedBy(), startedNanos);
        this.feed = new DemoFeed(reader, operations::handle);
    }

    static DemoRun open(
            DemoPlan plan, String bootstrapServers, String prefix, DemoCluster cluster, DemoTerminal terminal)
            throws IOException {
        FleetPublisher publisher = FleetPublisher.open(bootstrapServers, prefix);
        FleetReader reader = FleetReader.open(bootstrapServers, prefix, DemoFeed.TOPICS);
        terminal.line("  Kafka broker  %s", bootstrapServers);
        return new DemoRun(plan, cluster, terminal, publisher, reader);
    }

    DemoReport run() throws Exception {
        cluster.start();
        terminal.line("  Flink web UI  %s", cluster.webAddress());
        learn();
        live();
        listen(LAST_WORDS);
        return new DemoReport(
                plan,
                operations.stories(),
                operations.falseAlarms(),
                operations.counts(),
                operations.auditProblems(),
                new DemoReport.Pace(
                        published, historyUpdates, historyNanos, System.nanoTime() - startedNanos, waitedNanos));
    }

    /** Lets the job learn what is normal, as fast as it can. */
    private void learn() throws Exception {
        terminal.line("Learning what is normal from %d days of history …", DemoPlan.HISTORY.toDays());
        long begun = System.nanoTime();
        reader.pause(Topic.HEALTH);
        long steps = DemoPlan.HISTORY.dividedBy(DemoPlan.INTERVAL);
        for (long step = 0; step < steps; step++) {
            publishStep();
        }
        publisher.flush();
        Deadline patience = new Deadline(PATIENCE);
        for (long scored = 0; scored < published; ) {
            feed.glance(GLANCE);
            cluster.check();
            long now = reader.written(Topic.HEALTH);
            patience = now > scored ? new Deadline(PATIENCE) : patience;
            patience.check("no update was scored for a minute while learning; see " + cluster.webAddress());
            scored = now;
            double seconds = (System.nanoTime() - begun) / 1e9;
            terminal.progress(
                    (double) scored / published, "%,d updates learned, %,.0f a second", scored, scored / seconds);
        }
        reader.continueAtEnd(Topic.HEALTH);
        historyUpdates = published;
        historyNanos = System.nanoTime() - begun;
        terminal.endProgress();
        terminal.line("Learned %,d updates in %.0f s.", published, historyNanos / 1e9);
    }

    private void live() throws Exception {
        Queue<Planned> coming =
                new ArrayDeque<>(FaultSchedule.of(fleet, plan.groups(), plan.faults(), plan.seed(), plan.liveFrom())
                        .faults());
        terminal.line(
                "From here on a second is %.1f simulated minutes. %s coming.%n",
                plan.speed() / 60, coming.size() == 1 ? "1 fault is" : coming.size() + " faults are");
        operations.goLive(published);
        Duration stepTime = plan.duration().dividedBy(plan.liveSteps());
        Deadline due = new Deadline(Duration.ZERO);
        for (int step = 0; step < plan.liveSteps(); step++) {
            if (plan.restart() && step == plan.liveSteps() / 2) {
                restart();
                due = new Deadline(Duration.ZERO);
            }
            due = due.plus(stepTime);
            inject(coming);
            publishStep();
            operations.answer();
            publisher.flush();
            due = due.plus(Duration.ofNanos(awaitCaughtUp()));
            do {
                feed.glance(due.left().compareTo(GLANCE) < 0 ? due.left() : GLANCE);
            } while (!due.passed());
            progress(step);
        }
    }

    private void inject(Queue<Planned> coming) {
        Instant now = fleet.now();
        while (!coming.isEmpty() && !coming.element().at().isAfter(now)) {
            Planned planned = coming.remove();
            operations.inject(planned.fault(), planned.resourceId());
        }
    }

    /** Holds the clock while the job is behind, or faults would outrun it; returns for how long. */
    private long awaitCaughtUp() throws Exception {
        long begun = System.nanoTime();
        Deadline patience = new Deadline(PATIENCE);
        long scored = operations.scored();
        while (published - operations.scored() > (long) MOST_LAG * plan.resources()) {
            feed.glance(GLANCE);
            cluster.check();
            patience = operations.scored() > scored ? new Deadline(PATIENCE) : patience;
            patience.check("no update was scored for a minute; see " + cluster.webAddress());
            scored = operations.scored();
        }
        long waited = System.nanoTime() - begun;
        waitedNanos += waited;
        return waited;
    }

    private void restart() throws Exception {
        listen(GLANCE);
        terminal.line("%n  Stopping the job with a savepoint, and starting it from there …");
        cluster.restart();
        terminal.line("  Flink web UI  %s", cluster.webAddress());
        operations.expectFirstReports();
    }

    private void listen(Duration time) throws Exception {
        for (Deadline end = new Deadline(time); !end.passed(); ) {
            feed.glance(GLANCE);
        }
        cluster.check();
    }

    private void publishStep() throws IOException {
        for (StatusUpdate update : fleet.step()) {
            publisher.publish(update);
            published++;
        }
    }

    private void progress(int step) {
        terminal.progress(
                (step + 1.0) / plan.liveSteps(), "%s  %s", DemoTerminal.clock(fleet.now()), operations.headline());
    }

    @Override
    public void close() {
        reader.close();
        publisher.close();
    }
}
