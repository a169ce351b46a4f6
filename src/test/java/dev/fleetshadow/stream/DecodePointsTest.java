package dev.fleetshadow.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.codec.CollectdJson;
import dev.fleetshadow.codec.InfluxLine;
import dev.fleetshadow.gather.Delivery;
import dev.fleetshadow.gather.Dialect;
import dev.fleetshadow.gather.IntakeFormat;
import dev.fleetshadow.gather.Measurement;
import dev.fleetshadow.settings.GatherSettings;
import dev.fleetshadow.settings.IntakeSettings;
import dev.fleetshadow.settings.MappingReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Feeds the intake what collectors send: a record is taken in as a whole or kept as a dead letter. */
class DecodePointsTest {

    private static final Instant SENT = Instant.parse("2026-01-05T00:00:00Z");
    private static final String AT = SENT.getEpochSecond() + "000000000\n";
    private static final String TWO_HOSTS = "mem,host=a used_percent=1 " + AT + "mem,host=b used_percent=2 " + AT;

    private OneInputStreamOperatorTestHarness<WireRecord, Delivery> harness;

    @BeforeEach
    void open() throws Exception {
        IntakeSettings intake = new IntakeSettings(
                1000,
                Duration.ofHours(1),
                Duration.ofSeconds(30),
                Duration.ofMinutes(1),
                Map.of("telegraf", IntakeFormat.INFLUX, "hosts", IntakeFormat.COLLECTD),
                new GatherSettings(Duration.ofMinutes(1), MappingReader.SHIPPED, 128));
        harness = ProcessFunctionTestHarnesses.forProcessFunction(Intake.pointDecoder(
                intake, Map.of(IntakeFormat.INFLUX, InfluxLine::decode, IntakeFormat.COLLECTD, CollectdJson::decode)));
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void aRecordIsSortedByResourceAndReadByTheFormatOfItsTopic() throws Exception {
        process("telegraf", TWO_HOSTS);
        assertThat(deliveries()).extracting(Delivery::resourceId).containsExactly("a", "b");
        assertThat(deliveries()).extracting(Delivery::dialect).containsOnly(Dialect.INFLUX);
        assertThat(deliveries().get(1).measurements())
                .extracting(Measurement::series)
                .containsExactly("mem.used_percent");
        process("hosts", TWO_HOSTS);
        assertThat(deliveries()).hasSize(2);
        assertThat(letters()).extracting(DeadLetter::reason).containsExactly(DeadLetter.Reason.INVALID);
    }

    @Test
    void oneLineThatCannotBeReadMakesTheWholeRecordADeadLetterOfItsBytes() throws Exception {
        String broken = TWO_HOSTS + "mem,host=c used_percent=much " + AT;
        process("telegraf", broken);
        assertThat(deliveries()).isEmpty();
        assertThat(letters()).hasSize(1);
        assertThat(letters().get(0).original().value).isEqualTo(broken.getBytes(UTF_8));
        assertThat(letters().get(0).detail()).contains("line 3", "used_percent", "much", "write a number");
    }

    @Test
    void aPointOfNobodyMakesTheWholeRecordADeadLetter() throws Exception {
        process("telegraf", TWO_HOSTS + "mem used_percent=3 " + AT);
        assertThat(deliveries()).isEmpty();
        assertThat(letters().get(0).detail()).contains("resource", "[host]", "fleet-shadow.kafka.mapping");
    }

    @Test
    void aClockThatIsAheadOfItsRecordMakesTheWholeRecordADeadLetterButNotASecondSooner() throws Exception {
        process("telegraf", TWO_HOSTS + line(SENT.plus(Duration.ofHours(1))));
        assertThat(letters()).isEmpty();
        assertThat(deliveries()).hasSize(2);
        process("telegraf", TWO_HOSTS + line(SENT.plus(Duration.ofHours(1)).plusMillis(1)));
        assertThat(deliveries()).hasSize(2);
        assertThat(letters()).extracting(DeadLetter::reason).containsExactly(DeadLetter.Reason.CLOCK_AHEAD);
        assertThat(letters().get(0).detail()).contains("mem.used_percent", "T01:00:00.001Z", "PT1H");
    }

    @Test
    void aTooLargeRecordIsNotRead() throws Exception {
        process("telegraf", "x".repeat(1001));
        assertThat(letters()).extracting(DeadLetter::reason).containsExactly(DeadLetter.Reason.TOO_LARGE);
    }

    private static String line(Instant at) {
        return "mem,host=b used_percent=2 %d%09d\n".formatted(at.getEpochSecond(), at.getNano());
    }

    private void process(String topic, String value) throws Exception {
        harness.processElement(
                WireRecord.of(topic, "key", value.getBytes(UTF_8), SENT.toEpochMilli()), SENT.toEpochMilli());
    }

    private List<Delivery> deliveries() {
        return harness.extractOutputValues();
    }

    private List<DeadLetter> letters() {
        var letters = harness.getSideOutput(DecodeFunction.DEAD_LETTERS);
        return letters == null
                ? List.of()
                : letters.stream().map(StreamRecord::getValue).toList();
    }
}
