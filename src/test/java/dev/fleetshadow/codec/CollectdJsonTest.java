package dev.fleetshadow.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.fleetshadow.gather.DataPoint;
import dev.fleetshadow.gather.PointKind;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads what write_kafka sends, and refuses what it never would. */
class CollectdJsonTest {

    private static final String MEMORY = """
            {"values":[252198912],"dstypes":["gauge"],"dsnames":["value"],"time":1795452942.260,"interval":2.000,\
            "host":"vm-000042","plugin":"memory","plugin_instance":"","type":"memory","type_instance":"slab_recl"}""";
    private static final String DISK = """
            {"values":[1,null],"dstypes":["derive","derive"],"dsnames":["read","write"],"time":1795452942.260,\
            "interval":2,"host":"vm-000042","plugin":"disk","plugin_instance":"sda","type":"disk_octets",\
            "type_instance":"","meta":{"network:received":true}}""";

    @Test
    void oneValueIsOnePointNamedAfterPluginAndType() throws IOException {
        assertThat(decode(MEMORY))
                .containsExactly(new DataPoint(
                        Map.of("host", "vm-000042"),
                        "memory",
                        Map.of("type_instance", "slab_recl"),
                        PointKind.GAUGE,
                        Instant.parse("2026-11-23T16:55:42.260Z"),
                        null,
                        252198912,
                        null));
    }

    @Test
    void severalListsOfSeveralValuesAreAsManyPointsAndNullIsNoNumber() throws IOException {
        List<DataPoint> points = decode(MEMORY, DISK);
        assertThat(points)
                .extracting(DataPoint::metric)
                .containsExactly("memory", "disk.disk_octets.read", "disk.disk_octets.write");
        assertThat(points).extracting(DataPoint::value).containsExactly(252198912.0, 1.0, Double.NaN);
        assertThat(points.get(1).kind()).isEqualTo(PointKind.CUMULATIVE);
        assertThat(points.get(1).dimensions()).isEqualTo(Map.of("plugin_instance", "sda"));
    }

    @ParameterizedTest
    @CsvSource({"gauge, GAUGE", "derive, CUMULATIVE", "counter, CUMULATIVE", "absolute, DELTA"})
    void whatAValueSaysIsToldByItsType(String type, PointKind kind) throws IOException {
        DataPoint point = decode(MEMORY.replace("gauge", type)).get(0);
        assertThat(point.kind()).isEqualTo(kind);
        assertThat(point.since()).isEqualTo(kind == PointKind.DELTA ? point.at().minusSeconds(2) : null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"gauge\"            | \"rate\"                | dstypes      | gauge, derive, counter or absolute",
                "\"dstypes\":[\"gauge\"] | \"dstypes\":[]       | values       | as many dstypes",
                "[252198912]          | [\"252198912\"]         | values       | numbers, or null",
                "[252198912]          | []                      | values       | at least one value",
                "\"values\":[252198912], |                      | values       | at least one value",
                "1795452942.260       | \"now\"                 | time         | send a number",
                "1795452942.260       | -1                      | time         | send seconds",
                "1795452942.260       | 1e300                   | time         | send seconds",
                "\"vm-000042\"        | \" \"                   | host         | not blank",
                "\"host\":\"vm-000042\", |                      | host         | it is required",
                "\"plugin\":\"memory\" | \"plugin\":7           | plugin       | send a text",
                "\"type\":\"memory\"  | \"type\":\"\"           | type         | not blank",
            })
    void aFieldThatCannotBeUsedIsNamedWithItsListAndItsRemedy(String right, String wrong, String field, String remedy) {
        String broken = MEMORY.replace(right, wrong == null ? "" : wrong);
        assertThat(broken).isNotEqualTo(MEMORY);
        assertThatThrownBy(() -> decode(DISK, broken))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining("message[1]." + field)
                .hasMessageContaining(remedy);
    }

    @Test
    void whatIsNoArrayOfListsIsRefused() {
        assertThatThrownBy(() -> CollectdJson.decode(MEMORY.getBytes(UTF_8)))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining("JSON array of value lists");
        assertThatThrownBy(() -> decode("7"))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining("message[0]");
        assertThatThrownBy(() -> decode("{")).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void moreValuesThanARecordMayHaveAreRefused() throws IOException {
        int half = DataPoint.MOST_PER_RECORD / 2;
        String[] most = IntStream.range(0, half).mapToObj(i -> DISK).toArray(String[]::new);
        assertThat(decode(most)).hasSize(DataPoint.MOST_PER_RECORD);
        most[0] += "," + MEMORY;
        assertThatThrownBy(() -> decode(most))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining("send smaller batches");
    }

    private static List<DataPoint> decode(String... lists) throws IOException {
        return CollectdJson.decode(List.of(lists).stream()
                .collect(Collectors.joining(",", "[", "]"))
                .getBytes(UTF_8));
    }
}
