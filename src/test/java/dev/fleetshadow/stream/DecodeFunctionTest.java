package dev.fleetshadow.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds the intake what a fleet of many hands sends. */
class DecodeFunctionTest {

    private static final Instant SENT = Instant.parse("2026-01-05T00:00:00Z");
    private static final String VALID =
            "{\"resource\":{\"id\":\"web-1\"},\"observedAt\":\"2026-01-05T00:00:00Z\",\"metrics\":{\"cpu\":0.5}}";
    private static final int MOST_BYTES = 200;

    private OneInputStreamOperatorTestHarness<WireRecord, StatusUpdate> harness;

    @BeforeEach
    void open() throws Exception {
        harness = ProcessFunctionTestHarnesses.forProcessFunction(
                new DecodeFunction<>(StatusJson::decode, MOST_BYTES, Intake.clockNotAhead(Duration.ofHours(1))));
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"resource\":",
                "not json",
                "[]",
                "7",
                "null",
                "\"text\"",
                "{}",
                VALID + VALID,
                "\u0000",
                "{\"a\":\"\\ud8"
            })
    void whatIsNoStatusUpdateIsKeptWhole(String value) throws Exception {
        DeadLetter letter = refused(value.getBytes(UTF_8));
        assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.INVALID);
        assertThat(letter.original().value).isEqualTo(value.getBytes(UTF_8));
        assertThat(letter.detail()).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":\"web-1\"        | \"id\":7           | resource.id",
                "\"id\":\"web-1\"        | \"id\":\" \"       | resource.id",
                "\"id\":\"web-1\"        | \"id\":\"a\\u0007\" | resource.id",
                "2026-01-05T00:00:00Z     | yesterday          | observedAt",
                "2026-01-05T00:00:00Z     | -1000000000-01-01T00:00:00Z | observedAt",
                "2026-01-05T00:00:00Z     | 1969-12-31T23:59:59Z | observedAt",
                "2026-01-05T00:00:00Z     | +10000-01-01T00:00:00Z | observedAt",
                "\"metrics\":{           | \"status\":\"ill\",\"metrics\":{ | status",
                "{\"cpu\":0.5}           | [1]                | metrics",
                "\"metrics\":{           | \"prediction\":{\"failureMode\":\"x\",\"probability\":2},\"metrics\":{ | probability"
            })
    void aFieldThatCannotBeUsedIsNamed(String right, String wrong, String field) throws Exception {
        String broken = VALID.replace(right, wrong);
        assertThat(broken).isNotEqualTo(VALID);
        DeadLetter letter = refused(broken.getBytes(UTF_8));
        assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.INVALID);
        assertThat(letter.detail()).contains(field);
    }

    @Test
    void aRecordWithoutAValueIsEmpty() throws Exception {
        assertThat(refused(new byte[0]).reason()).isEqualTo(DeadLetter.Reason.EMPTY);
        assertThat(refused(null).reason()).isEqualTo(DeadLetter.Reason.EMPTY);
    }

    @Test
    void aRecordMayHaveAsManyBytesAsAllowedAndNotOneMore() throws Exception {
        String largest = VALID + " ".repeat(MOST_BYTES - VALID.length());
        assertThat(decoded(largest).resourceId()).isEqualTo("web-1");
        DeadLetter letter = refused((largest + " ").getBytes(UTF_8));
        assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.TOO_LARGE);
        assertThat(letter.detail()).contains("201", "200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e300", "-1e101", "1e999", "\"12\"", "true", "null", "{}"})
    void aMetricThatIsNoUsableNumberCostsOnlyItself(String value) throws Exception {
        StatusUpdate update = decoded(VALID.replace("\"cpu\":0.5", "\"cpu\":0.5,\"odd\":" + value));
        assertThat(update.metrics()).containsOnlyKeys("cpu").containsValue(0.5);
        assertThat(update.unusable()).containsExactly("odd");
    }

    @Test
    void anUpdateFromTheFutureOfItsOwnRecordIsRefused() throws Exception {
        assertThat(decoded(VALID.replace("T00:00:00Z", "T01:00:00Z")).observedAt())
                .isEqualTo(SENT.plus(Duration.ofHours(1)));
        DeadLetter letter =
                refused(VALID.replace("T00:00:00Z", "T01:00:00.001Z").getBytes(UTF_8));
        assertThat(letter.reason()).isEqualTo(DeadLetter.Reason.CLOCK_AHEAD);
    }

    @Test
    void anyDamageLeadsEitherToAnUpdateOrToADeadLetter() throws Exception {
        SplittableRandom random = new SplittableRandom(20260105);
        for (int round = 1; round <= 3000; round++) {
            byte[] damaged = VALID.getBytes(UTF_8);
            for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            process(damaged);
            assertThat(harness.getOutput().size() + letters().size())
                    .as(() -> new String(damaged, UTF_8))
                    .isEqualTo(round);
        }
        assertThat(harness.getOutput()).isNotEmpty();
        assertThat(letters()).isNotEmpty();
    }

    private StatusUpdate decoded(String value) throws Exception {
        process(value.getBytes(UTF_8));
        List<StatusUpdate> updates = harness.extractOutputValues();
        assertThat(updates).isNotEmpty();
        return updates.get(updates.size() - 1);
    }

    private DeadLetter refused(byte[] value) throws Exception {
        int updates = harness.getOutput().size();
        int before = letters().size();
        process(value);
        assertThat(harness.getOutput()).hasSize(updates);
        assertThat(letters()).hasSize(before + 1);
        return letters().get(before);
    }

    private void process(byte[] value) throws Exception {
        WireRecord wire = WireRecord.of("fleet.status", "key", value, SENT.toEpochMilli());
        harness.processElement(wire, wire.timestamp);
    }

    private List<DeadLetter> letters() {
        var letters = harness.getSideOutput(DecodeFunction.DEAD_LETTERS);
        return letters == null
                ? List.of()
                : letters.stream().map(StreamRecord::getValue).toList();
    }
}
