package dev.fleetshadow.stream;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.io.Serializable;
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

    private final Decoder<T> decoder;
    private final int maxBytes;
    private final Check<T> check;
    private transient Counter decoded;
    private transient Counter deadLettered;

    public DecodeFunction(Decoder<T> decoder, int maxBytes, Check<T> check) {
        this.decoder = decoder;
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
            T message = decoder.decode(wire.value);
            DeadLetter refusal = check.refusal(message, wire);
            if (refusal != null) {
                refuse(context, refusal);
                return;
            }
            decoded.inc();
            out.collect(message);
        } catch (IOException | InvalidUpdateException e) {
            refuse(context, DeadLetter.of(wire, DeadLetter.Reason.INVALID, e.getMessage()));
        }
    }

    private void refuse(Context context, DeadLetter letter) {
        deadLettered.inc();
        context.output(DEAD_LETTERS, letter);
    }
}
