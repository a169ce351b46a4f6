package dev.fleetshadow.stream;

import dev.fleetshadow.gather.DataPoint;
import dev.fleetshadow.gather.Delivery;
import dev.fleetshadow.gather.IntakeFormat;
import dev.fleetshadow.gather.Mapping;
import dev.fleetshadow.gather.Measurement;
import dev.fleetshadow.settings.FleetShadowSettings;
import dev.fleetshadow.settings.IntakeSettings;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Wires what is taken in: updates as they are, and what collectors send once it was gathered.
 *
 * <p>The stages of collectors are there only if a topic of theirs is read; the others are the same with and without them.
 */
record Intake(DataStream<StatusUpdate> updates, DataStream<DeadLetter> letters) {

    static Intake of(StreamExecutionEnvironment env, Endpoints endpoints, FleetShadowSettings settings) {
        IntakeSettings intake = settings.intake();
        Formats formats = new Formats(intake.topics());
        DataStream<WireRecord> records = endpoints.statuses(env);
        if (!intake.foreign()) {
            var updates = updates(records, endpoints, intake);
            return new Intake(updates, FleetShadowJob.letters(updates));
        }
        var nativeOnes = Stage.named(
                "select-status", records.filter(record -> !formats.of(record).foreign()));
        var updates = updates(nativeOnes, endpoints, intake);
        var foreignOnes = Stage.named(
                "select-points", records.filter(record -> formats.of(record).foreign()));
        var deliveries = deliveries(foreignOnes, endpoints, intake);
        var gathered = Stage.named(
                "gather",
                deliveries
                        .keyBy(Delivery::resourceId)
                        .process(new GatherFunction(intake.gather(), settings.maxResources())));
        return new Intake(updates.union(gathered), FleetShadowJob.letters(updates, deliveries, gathered));
    }

    private static SingleOutputStreamOperator<StatusUpdate> updates(
            DataStream<WireRecord> records, Endpoints endpoints, IntakeSettings intake) {
        var decoder = new DecodeFunction<>(
                endpoints.statusFormat(), intake.maxRecordBytes(), clockNotAhead(intake.maxClockLead()));
        return Stage.named("decode-status", records.process(decoder).returns(StatusUpdate.class));
    }

    private static SingleOutputStreamOperator<Delivery> deliveries(
            DataStream<WireRecord> records, Endpoints endpoints, IntakeSettings intake) {
        Map<IntakeFormat, Decoder<List<DataPoint>>> decoders = new EnumMap<>(IntakeFormat.class);
        intake.topics().values().stream()
                .filter(IntakeFormat::foreign)
                .forEach(format -> decoders.put(format, endpoints.pointFormat(format)));
        return Stage.named(
                "decode-points", records.process(pointDecoder(intake, decoders)).returns(Delivery.class));
    }

    static DecodeFunction<Delivery> pointDecoder(
            IntakeSettings intake, Map<IntakeFormat, Decoder<List<DataPoint>>> decoders) {
        Formats formats = new Formats(intake.topics());
        Mapping mapping = intake.gather().mapping();
        return new DecodeFunction<>(intake.maxRecordBytes(), noClockAhead(intake.maxClockLead()), record -> {
            IntakeFormat format = formats.of(record);
            return mapping.deliveries(format.dialect(), decoders.get(format).decode(record.value));
        });
    }

    static DecodeFunction.Check<StatusUpdate> clockNotAhead(Duration lead) {
        return (update, original) -> refusal("observedAt", update.observedAt(), original, lead);
    }

    static DecodeFunction.Check<Delivery> noClockAhead(Duration lead) {
        return (delivery, original) -> delivery.measurements().stream()
                .max(Comparator.comparing(Measurement::at))
                .map(latest -> refusal(latest.series(), latest.at(), original, lead))
                .orElse(null);
    }

    private static DeadLetter refusal(String field, Instant at, WireRecord original, Duration lead) {
        Instant latest = Instant.ofEpochMilli(original.timestamp).plus(lead);
        return at.isAfter(latest)
                ? DeadLetter.of(
                        original,
                        DeadLetter.Reason.CLOCK_AHEAD,
                        "%s: '%s' is more than %s after the record's own time; set the sender's clock"
                                .formatted(field, at, lead))
                : null;
    }

    /** What the records of each topic are. */
    private record Formats(Map<String, IntakeFormat> byTopic) implements Serializable {
        IntakeFormat of(WireRecord record) {
            return byTopic.getOrDefault(record.topic, IntakeFormat.FLEET);
        }
    }
}
