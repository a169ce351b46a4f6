package dev.fleetshadow.endpoint;

import dev.fleetshadow.stream.WireRecord;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes records from Kafka as they are: whether they can be read is decided inside the job. */
final class WireRecords implements KafkaRecordDeserializationSchema<WireRecord> {

    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<WireRecord> out) {
        WireRecord wire = new WireRecord();
        wire.topic = record.topic();
        wire.partition = record.partition();
        wire.offset = record.offset();
        wire.timestamp = record.timestamp();
        wire.key = record.key();
        wire.value = record.value();
        wire.replays = Replays.of(record.headers());
        out.collect(wire);
    }

    @Override
    public TypeInformation<WireRecord> getProducedType() {
        return TypeInformation.of(WireRecord.class);
    }
}
