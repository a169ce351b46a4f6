package dev.fleetshadow.backtest;

import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.stream.WireRecord;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceEnumerator;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceReader;
import org.apache.flink.api.connector.source.lib.util.IteratorSourceSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.InstantiationUtil;

/**
 * Feeds a whole history to the job as one split in order of time, in the wire format, so that the job reads it as it reads
 * everything.
 */
final class HistorySource implements Source<WireRecord, HistorySource.Whole, Collection<HistorySource.Whole>> {

    private static final long serialVersionUID = 1L;

    /** Of the one source that runs in this process: Flink's own counters come too seldom for a progress bar. */
    private static volatile double progress;

    private final List<Whole> splits;

    private HistorySource(List<Whole> splits) {
        this.splits = splits;
    }

    static HistorySource of(HistoryInput input) {
        return new HistorySource(List.of(new Whole(input)));
    }

    /** Ends before it begins. */
    static HistorySource nothing() {
        return new HistorySource(List.of());
    }

    /** The only split. A backtest takes no checkpoints, so there is nothing to resume from. */
    record Whole(HistoryInput input) implements IteratorSourceSplit<WireRecord, Iterator<WireRecord>>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public Iterator<WireRecord> getIterator() {
            History history = open();
            progress = 0;
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    if (!history.hasNext()) {
                        history.close();
                        return false;
                    }
                    return true;
                }

                @Override
                public WireRecord next() {
                    WireRecord next = record(history.next());
                    progress = history.progress();
                    return next;
                }
            };
        }

        @Override
        public IteratorSourceSplit<WireRecord, Iterator<WireRecord>> getUpdatedSplitForIterator(
                Iterator<WireRecord> iterator) {
            return this;
        }

        @Override
        public String splitId() {
            return "history";
        }

        private History open() {
            try {
                return input.open();
            } catch (IOException e) {
                throw new UncheckedIOException("the history cannot be read", e);
            }
        }

        private static WireRecord record(StatusUpdate update) {
            return WireRecord.of(
                    "history",
                    update.resourceId(),
                    StatusJson.encode(update),
                    update.observedAt().toEpochMilli());
        }
    }

    /** How much of the history was read, 0..1. */
    static double progress() {
        return progress;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.BOUNDED;
    }

    @Override
    public SourceReader<WireRecord, Whole> createReader(SourceReaderContext context) {
        return new IteratorSourceReader<>(context);
    }

    @Override
    public SplitEnumerator<Whole, Collection<Whole>> createEnumerator(SplitEnumeratorContext<Whole> context) {
        return new IteratorSourceEnumerator<>(context, splits);
    }

    @Override
    public SplitEnumerator<Whole, Collection<Whole>> restoreEnumerator(
            SplitEnumeratorContext<Whole> context, Collection<Whole> left) {
        return new IteratorSourceEnumerator<>(context, left);
    }

    @Override
    public SimpleVersionedSerializer<Whole> getSplitSerializer() {
        return new JavaForm<>();
    }

    @Override
    public SimpleVersionedSerializer<Collection<Whole>> getEnumeratorCheckpointSerializer() {
        return new JavaForm<>();
    }

    /** Carries the split between threads of this process; it is never stored. */
    private static final class JavaForm<T> implements SimpleVersionedSerializer<T> {

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(T object) throws IOException {
            return InstantiationUtil.serializeObject(object);
        }

        @Override
        public T deserialize(int version, byte[] bytes) throws IOException {
            try {
                return InstantiationUtil.deserializeObject(bytes, HistorySource.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IOException("the split is of another build", e);
            }
        }
    }
}
