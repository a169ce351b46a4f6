package dev.fleetshadow.agent;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what befalls the agent itself, so that its reports say when they are not whole. */
final class Meters {

    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong ignored = new AtomicLong();
    private final AtomicLong unread = new AtomicLong();
    private long reportedDropped;
    private long reportedRefused;
    private long reportedIgnored;
    private long reportedUnread;

    /** A command was not carried out, and answered with the reason. */
    void refused() {
        refused.incrementAndGet();
    }

    /** A command could not even be answered. */
    void ignored() {
        ignored.incrementAndGet();
    }

    /** So many values to be measured could not be read or taken. */
    void unread(int values) {
        unread.addAndGet(values);
    }

    /** What happened since the last report, and how many letters wait. For the thread that reports. */
    Map<String, Double> sinceLast(Spool spool) {
        Map<String, Double> metrics = new TreeMap<>();
        long dropped = spool.dropped();
        metrics.put("fleetshadow.agent.dropped", (double) (dropped - reportedDropped));
        metrics.put("fleetshadow.agent.waiting", (double) spool.waiting());
        metrics.put("fleetshadow.agent.refused", (double) (refused.get() - reportedRefused));
        metrics.put("fleetshadow.agent.ignored", (double) (ignored.get() - reportedIgnored));
        metrics.put("fleetshadow.agent.unread", (double) (unread.get() - reportedUnread));
        reportedDropped = dropped;
        reportedRefused = refused.get();
        reportedIgnored = ignored.get();
        reportedUnread = unread.get();
        // What is always nothing would make a failure of the resource of the first that is something.
        metrics.values().removeIf(value -> value == 0);
        return metrics;
    }
}
