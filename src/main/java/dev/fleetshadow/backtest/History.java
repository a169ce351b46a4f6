package dev.fleetshadow.backtest;

import dev.fleetshadow.telemetry.StatusUpdate;
import java.util.Iterator;

/** What resources have reported, in order of time over all of them. */
public interface History extends Iterator<StatusUpdate>, AutoCloseable {

    /** How much of it was read, 0..1. */
    double progress();

    int resources();

    /** The metric that was written first for a resource that is in here. */
    String firstMetric(String resourceId);

    @Override
    void close();
}
