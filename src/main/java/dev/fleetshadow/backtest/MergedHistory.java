package dev.fleetshadow.backtest;

import dev.fleetshadow.telemetry.StatusUpdate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;

/** Merges the histories of resources into one of a fleet, in the order of time, reading each only as far as needed. */
final class MergedHistory implements History {

    private final Map<String, ResourceHistory> resources = new HashMap<>();
    private final PriorityQueue<Head> heads = new PriorityQueue<>(
            Comparator.comparing((Head head) -> head.update().observedAt())
                    .thenComparing(head -> head.update().resourceId()));
    private final long bytes;

    private record Head(StatusUpdate update, ResourceHistory rest) {}

    /**
     * Takes the histories over, to close them with itself.
     *
     * @param bytes of all their files
     */
    MergedHistory(List<? extends ResourceHistory> histories, long bytes) {
        this.bytes = bytes;
        for (ResourceHistory history : histories) {
            resources.put(history.resource().id(), history);
            push(history);
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public StatusUpdate next() {
        Head head = heads.poll();
        if (head == null) {
            throw new NoSuchElementException("the history has ended");
        }
        push(head.rest());
        return head.update();
    }

    @Override
    public int resources() {
        return resources.size();
    }

    @Override
    public String firstMetric(String resourceId) {
        return resources.get(resourceId).metrics().get(0);
    }

    @Override
    public double progress() {
        long read = resources.values().stream()
                .mapToLong(ResourceHistory::bytesRead)
                .sum();
        return bytes == 0 ? 1 : (double) read / bytes;
    }

    @Override
    public void close() {
        resources.values().forEach(ResourceHistory::close);
    }

    private void push(ResourceHistory history) {
        if (history.hasNext()) {
            heads.add(new Head(history.next(), history));
        }
    }
}
