package dev.fleetshadow.backtest;

import dev.fleetshadow.telemetry.StatusUpdate;
import java.util.NoSuchElementException;

/** Ends before it begins. */
final class EmptyHistory implements History {

    @Override
    public boolean hasNext() {
        return false;
    }

    @Override
    public StatusUpdate next() {
        throw new NoSuchElementException("the history is empty");
    }

    @Override
    public double progress() {
        return 1;
    }

    @Override
    public int resources() {
        return 0;
    }

    @Override
    public void close() {}
}
