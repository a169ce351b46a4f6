package dev.fleetshadow.stream;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Reads records inside the job, so that a poisonous one becomes a dead letter and not a restart. */
public final class DecodeFunction<T> extends ProcessFunction<WireRecord, T> {

    private static final long serialVersionUID = 1L;

    /** What could not be read. */
    public static final OutputTag<DeadLetter> DEAD_LETTERS = new OutputTag<>("dead-letters") {
        private static final long serialVersionUID = 1L;
    };

    /** Says of a record that was read why it must still not be used; {@code null} if it may be. */
    @FunctionalInterface
    public interface Check<T> extends Serializable {
        DeadLetter refusal(T decoded, WireRecord original);
    }

    /** Reads everything that is in one record: all of it or, by an exception as of a {@link Decoder}, nothing. */
    @FunctionalInterface
    public interface Contents<T> extends Serializable {
        List<T> of(WireRecord record) throws IOException;
    }

    private final Contents<T> contents;
    private final int maxBytes;
    private final Check<T> check;
    private transient Counter decoded;
    private transient Counter deadLettered;

    /** Of records that are one message each. */
    public DecodeFunction(Decoder<T> decoder, int maxBytes, Check<T> check) {
        this(maxBytes, check, record -> List.of(decoder.decode(record.value)));
    }

    DecodeFunction(int maxBytes, Check<T> check, Contents<T> contents) {
        this.contents = contents;
        this.maxBytes = maxBytes;
        this.check = check;
    }

    @Override
    public void open(OpenContext context) {
        decoded = JobMetric.DECODED.on(getRuntimeContext().getMetricGroup());
        deadLettered = JobMetric.DEAD_LETTERED.on(getRuntimeContext().getMetricGroup());
    }

    @Override
    public void processElement(WireRecord wire, Context context, Collector<T> out) {
        if (wire.size() == 0) {
            refuse(context, DeadLetter.of(wire, DeadLetter.Reason.EMPTY, "the record has no value; send a message"));
        } else if (wire.size() > maxBytes) {
            refuse(
                    context,
                    DeadLetter.of(
                            wire,
                            DeadLetter.Reason.TOO_LARGE,
                            "the record has %d bytes; send at most %d".formatted(wire.size(), maxBytes)));
        } else {
            decode(wire, context, out);
        }
    }

    private void decode(WireRecord wire, Context context, Collector<T> out) {
        try {
            List<T> messages = contents.of(wire);
            for (T message : messages) {
                DeadLetter refusal = check.refusal(message, wire);
                if (refusal != null) {
                    refuse(context, refusal);
                    return;
                }
            }
            decoded.inc();
            messages.forEach(out::collect);
        } catch (IOException | InvalidUpdateException e) {
            refuse(context, DeadLetter.of(wire, DeadLetter.Reason.INVALID, e.getMessage()));
        }
    }

    private void refuse(Context context, DeadLetter letter) {
        deadLettered.inc();
        context.output(DEAD_LETTERS, letter);
    }
}
