package dev.fleetshadow.agent;

import dev.fleetshadow.agent.SpoolSegment.Kept;
import dev.fleetshadow.endpoint.Uplink;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries letters from the buffer to the broker; one leaves the buffer only when the broker has it. */
final class Dispatch {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);
    private static final int MOST = 100;
    private static final long MOST_BYTES = 1 << 20;

    private final Spool spool;
    private final Uplink uplink;
    private final Backoff backoff = new Backoff();
    private String trouble = "";

    Dispatch(Spool spool, Uplink uplink) {
        this.spool = spool;
        this.uplink = uplink;
    }

    /** Until the buffer has ended and is empty, or until it is interrupted. */
    void run() throws InterruptedException {
        for (boolean more = true; more; ) {
            try {
                List<Kept> oldest = spool.take(MOST, MOST_BYTES);
                more = !oldest.isEmpty();
                if (more) {
                    deliver(oldest);
                }
            } catch (IOException e) {
                tell("the buffer cannot be read: " + e.getMessage());
                backoff.failed();
            }
        }
    }

    private void deliver(List<Kept> oldest) throws IOException, InterruptedException {
        Uplink.Delivery delivery = uplink.send(oldest.stream().map(Kept::letter).toList());
        int done = delivery.acknowledged();
        if (delivery.unusable()) {
            done++;
            spool.countDropped();
            LOG.warn("A record is dropped, the broker will never take it: {}", delivery.problem());
        }
        spool.acknowledge(oldest.subList(0, done));
        if (done > 0) {
            backoff.succeeded();
        }
        if (delivery.problem() != null && !delivery.unusable()) {
            tell("nothing can be sent: " + delivery.problem());
            backoff.failed();
        } else if (!trouble.isEmpty()) {
            LOG.info("The broker can be reached; {} records wait.", spool.waiting());
            trouble = "";
        }
    }

    /** Once, and not with every attempt. */
    private void tell(String problem) {
        if (!problem.equals(trouble)) {
            trouble = problem;
            LOG.warn("From now on {}. {} records wait.", problem, spool.waiting());
        }
    }
}
