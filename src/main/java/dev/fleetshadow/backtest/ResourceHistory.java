package dev.fleetshadow.backtest;

import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.util.Iterator;
import java.util.List;

/** What one resource has reported, in order of time. */
interface ResourceHistory extends Iterator<StatusUpdate>, AutoCloseable {

    Resource resource();

    /** In the order in which they were written. */
    List<String> metrics();

    /** Bytes of its file read so far. */
    long bytesRead();

    @Override
    void close();
}
