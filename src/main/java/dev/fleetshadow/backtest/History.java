package dev.fleetshadow.backtest;

import dev.fleetshadow.telemetry.StatusUpdate;
import java.util.Iterator;

/** What resources have reported, in order of time over all of them. */
public interface History extends Iterator<StatusUpdate>, AutoCloseable {

    /** How much of it was read, 0..1. */
    double progress();

    int resources();

    @Override
    void close();
}
