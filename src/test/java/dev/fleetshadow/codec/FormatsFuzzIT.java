package dev.fleetshadow.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.stream.DeadLetter;
import dev.fleetshadow.stream.DecodeFunction;
import dev.fleetshadow.stream.Decoder;
import dev.fleetshadow.stream.WireRecord;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.DefaultOpenContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.util.MockStreamingRuntimeContext;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

/**
 * Whatever comes in, the stage that reads it throws nothing: a record is read or is a dead letter, and never both or
 * neither.
 *
 * <p>{@code -Dfuzz.seed=…} and {@code -Dfuzz.records=…} ask for other records, or more.
 */
class FormatsFuzzIT {

    private static final long SEED = Long.getLong("fuzz.seed", 42);
    private static final int RECORDS = Integer.getInteger("fuzz.records", 1_050_000);
    private static final int MOST_BYTES = 256 * 1024;

    private static final String COLLECTD = """
            [{"values":[252198912,null],"dstypes":["gauge","derive"],"dsnames":["value","rx"],"time":1795452942.260,
              "interval":2.000,"host":"web-1","plugin":"memory","plugin_instance":"","type":"memory",
              "type_instance":"slab"}]""";
    private static final String INFLUX = """
            cpu,cpu=cpu-total,host=web-1 usage_idle=98.25,usage_user=1i,on=true,name="a \\"b" 1795452942260000000
            mem,host=web-1 used=7u 1795452942260000000
            """;

    /** Every format that is read from a topic, with records of it that are right. */
    private static final List<Format<?>> FORMATS = List.of(
            new Format<>("status", StatusJson::decode, seeds(Messages::status, StatusJson::encode)),
            new Format<>("outcome", OutcomeJson::decode, seeds(Messages::outcome, OutcomeJson::encode)),
            new Format<>("control", ControlJson::decode, controls()),
            new Format<>("health", HealthJson::decode, seeds(Messages::health, HealthJson::encode)),
            new Format<>("otlp_json", OtlpMetrics::json, List.of(OtlpRequests.JSON.getBytes(UTF_8))),
            new Format<>("otlp_proto", OtlpMetrics::proto, requests()),
            new Format<>("collectd", CollectdJson::decode, List.of(COLLECTD.getBytes(UTF_8))),
            new Format<>("influx", InfluxLine::decode, List.of(INFLUX.getBytes(UTF_8))));

    /** One format, and the stage that reads it. */
    private static final class Format<T> {

        private final String name;
        private final List<byte[]> right;
        private final DecodeFunction<T> function;
        private final ProcessFunction<WireRecord, T>.Context context;
        private int read;
        private int lettersOfOne;
        private int readOfOne;
        private DeadLetter last;

        Format(String name, Decoder<T> decoder, List<byte[]> right) {
            this.name = name;
            this.right = right;
            function = new DecodeFunction<>(decoder, MOST_BYTES, (message, original) -> null);
            function.setRuntimeContext(new MockStreamingRuntimeContext(1, 0));
            function.open(DefaultOpenContext.INSTANCE);
            ProcessFunction<WireRecord, T> stage = function;
            context = stage.new Context() {
                @Override
                public Long timestamp() {
                    return null;
                }

                @Override
                public TimerService timerService() {
                    throw new UnsupportedOperationException("nothing is timed here");
                }

                @Override
                public <X> void output(OutputTag<X> tag, X letter) {
                    lettersOfOne++;
                    last = (DeadLetter) letter;
                }
            };
        }

        /** Whether it was read; nothing but that or a dead letter may come of it. */
        boolean takes(byte[] bytes) {
            lettersOfOne = 0;
            readOfOne = 0;
            WireRecord record = WireRecord.of(name, "key", bytes, 0);
            function.processElement(record, context, new Collector<>() {
                @Override
                public void collect(T message) {
                    readOfOne++;
                }

                @Override
                public void close() {}
            });
            assertThat(readOfOne + lettersOfOne).isEqualTo(1);
            if (lettersOfOne == 1) {
                assertThat(last.original()).isSameAs(record);
                assertThat(last.detail()).isNotBlank();
            }
            read += readOfOne;
            return readOfOne == 1;
        }
    }

    /** Makes the messages of a kind. */
    private interface Making<T> {
        T of(Messages messages);
    }

    /** Writes one. */
    private interface Writing<T> {
        byte[] of(T message);
    }

    @Test
    void aMillionChangedRecordsAreReadOrAreDeadLetters() {
        FORMATS.forEach(format -> format.right.forEach(
                record -> assertThat(format.takes(record)).as(format.name).isTrue()));
        Mutations mutations = new Mutations(SEED);
        long slowest = 0;
        int read = 0;
        for (int i = 0; i < RECORDS; i++) {
            Format<?> format = FORMATS.get(i % FORMATS.size());
            byte[] record = mutations.of(any(format, mutations), any(anyOf(mutations), mutations));
            long began = System.nanoTime();
            try {
                read += format.takes(record) ? 1 : 0;
            } catch (Throwable broken) {
                throw new AssertionError(
                        "-Dfuzz.seed=%d, record %d, %s: %s"
                                .formatted(
                                        SEED,
                                        i,
                                        format.name,
                                        Base64.getEncoder().encodeToString(record)),
                        broken);
            }
            slowest = Math.max(slowest, System.nanoTime() - began);
        }
        assertThat(read).as("some changes do no harm, and most do").isBetween(RECORDS / 100, RECORDS / 2);
        FORMATS.forEach(format -> assertThat(format.read).as(format.name).isGreaterThan(format.right.size()));
        assertThat(slowest).as("nanoseconds for the slowest record").isLessThan(5_000_000_000L);
    }

    private static Format<?> anyOf(Mutations mutations) {
        return FORMATS.get(mutations.below(FORMATS.size()));
    }

    private static byte[] any(Format<?> format, Mutations mutations) {
        return format.right.get(mutations.below(format.right.size()));
    }

    private static <T> List<byte[]> seeds(Making<T> making, Writing<T> writing) {
        return LongStream.range(0, 20)
                .mapToObj(seed -> writing.of(making.of(new Messages(seed))))
                .toList();
    }

    private static List<byte[]> controls() {
        List<byte[]> controls = new ArrayList<>();
        for (ControlKind kind : ControlKind.values()) {
            controls.add(ControlJson.encode(new Messages(controls.size()).control(kind)));
        }
        return controls;
    }

    private static List<byte[]> requests() {
        Metric histogram = OtlpRequests.histogram(
                point -> point.addAllBucketCounts(List.of(1L, 2L)).addExplicitBounds(1));
        Metric exponential = Metric.newBuilder()
                .setName("e")
                .setExponentialHistogram(ExponentialHistogram.newBuilder()
                        .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                        .addDataPoints(ExponentialHistogramDataPoint.newBuilder()
                                .setTimeUnixNano(OtlpRequests.AT)
                                .setScale(3)
                                .setPositive(ExponentialHistogramDataPoint.Buckets.newBuilder()
                                        .setOffset(-5)
                                        .addAllBucketCounts(List.of(1L, 0L, 7L)))))
                .build();
        Metric summary = Metric.newBuilder()
                .setName("s")
                .setSummary(Summary.newBuilder()
                        .addDataPoints(SummaryDataPoint.newBuilder().setTimeUnixNano(OtlpRequests.AT)))
                .build();
        Metric gauge = OtlpRequests.gauge("g", OtlpRequests.number().setAsDouble(0.5));
        Metric sum = OtlpRequests.sum(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE, true);
        return Stream.concat(
                        Stream.of(gauge, sum, histogram, exponential, summary).map(OtlpRequests::bytes),
                        Stream.of(OtlpRequests.bytes(gauge, sum, histogram, exponential, summary)))
                .toList();
    }
}
