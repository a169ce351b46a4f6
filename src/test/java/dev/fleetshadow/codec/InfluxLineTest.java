package dev.fleetshadow.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetshadow.gather.DataPoint;
import dev.fleetshadow.gather.PointKind;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reads line protocol as Telegraf writes it, and refuses what it never would. */
class InfluxLineTest {

    private static final String CPU = "cpu,cpu=cpu-total,host=web-1 usage_idle=98.25,usage_user=1 1795452942260000000";

    @Test
    void everyFieldIsAPointAndTagsTellBothWhoseAndOfWhat() throws IOException {
        Map<String, String> tags = Map.of("cpu", "cpu-total", "host", "web-1");
        Instant at = Instant.parse("2026-11-23T16:55:42.260Z");
        assertThat(decode(CPU))
                .containsExactly(
                        new DataPoint(tags, "cpu.usage_idle", tags, PointKind.GAUGE, at, null, 98.25, null),
                        new DataPoint(tags, "cpu.usage_user", tags, PointKind.GAUGE, at, null, 1, null));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "1., 1",
        ".5, 0.5",
        "-1.5e3, -1500",
        "1E-2, 0.01",
        "42i, 42",
        "-9223372036854775808i, -9.223372036854775808E18",
        "18446744073709551615u, 1.8446744073709552E19",
        "t, 1",
        "True, 1",
        "TRUE, 1",
        "f, 0",
        "false, 0"
    })
    void aValueIsANumberOfAnyKindOrYesOrNo(String written, double value) throws IOException {
        assertThat(decode("m v=" + written + " 1")).extracting(DataPoint::value).containsExactly(value);
    }

    @Test
    void aTextIsNoMeasurementWhateverIsInIt() throws IOException {
        assertThat(decode("system,host=a uptime_format=\"1 day,\\n \\\"x\\\\\",load1=2 1\nm v=1 2"))
                .extracting(DataPoint::metric)
                .containsExactly("system.load1", "m.v");
        assertThat(decode("system,host=a uptime_format=\"1 day\" 1")).isEmpty();
    }

    @Test
    void aBackslashTakesItsMeaningFromWhatWouldEndAName() throws IOException {
        DataPoint point =
                decode("my\\ disk\\,x,pa\\=th=C:\\dir\\,\\ new fie\\ ld=1 1").get(0);
        assertThat(point.metric()).isEqualTo("my disk,x.fie ld");
        assertThat(point.dimensions()).isEqualTo(Map.of("pa=th", "C:\\dir, new"));
    }

    @Test
    void linesCommentsAndBlankOnesMayFollowEachOther() throws IOException {
        assertThat(decode("# a, comment \"\n\n  " + CPU + "\r\n\t\n" + CPU + "\n"))
                .hasSize(4);
        assertThat(decode("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m                          | line 2: m: the end",
                "m v=1                      | line 2: time",
                "m v=1 now                  | line 2: time: now",
                "m v=1 1.5                  | line 2: time: 1.5",
                "m v=1 -5                   | line 2: time: -5",
                "m v=1 99999999999999999999 | line 2: time",
                "m v= 1                     | line 2: field v",
                "m v=abc 1                  | line 2: field v: abc",
                "m v=NaN 1                  | line 2: field v: NaN",
                "m v=0x1p3 1                | line 2: field v: 0x1p3",
                "m v=1.5i 1                 | line 2: field v: 1.5i",
                "m v=9223372036854775808i 1 | line 2: field v",
                "m v=18446744073709551616u 1 | line 2: field v",
                "m v=-1u 1                  | line 2: field v",
                "m v=\"open 1               | line 2: field v: the end",
                "m v 1                      | line 2: field v",
                "m,t v=1 1                  | line 2: tag t",
                "m,t= v=1 1                 | line 2: tag t",
                "m,=x v=1 1                 | line 2: tag",
                "m =1 1                     | line 2: field",
                ",t=x v=1 1                 | line 2: measurement",
            })
    void aLineThatCannotBeUsedIsNamedAndNothingOfTheRecordIsTaken(String line, String problem) {
        assertThatThrownBy(() -> decode(CPU + "\n" + line + "\n" + CPU))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageStartingWith(problem)
                .hasMessageContaining("write ");
    }

    @Test
    void bytesThatAreNoTextAreRefused() {
        assertThatThrownBy(() -> InfluxLine.decode(new byte[] {'m', (byte) 0xff}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void moreFieldsThanARecordMayHaveAreRefused() throws IOException {
        String line = "m a=1,b=2 1\n";
        assertThat(decode(line.repeat(DataPoint.MOST_PER_RECORD / 2))).hasSize(DataPoint.MOST_PER_RECORD);
        assertThatThrownBy(() -> decode(line.repeat(DataPoint.MOST_PER_RECORD / 2) + "m a=1 1"))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining("send smaller batches");
    }

    @Test
    void anyDamageLeadsEitherToPointsOrToARefusal() {
        SplittableRandom random = new SplittableRandom(20260105);
        int read = 0;
        int refused = 0;
        for (int round = 0; round < 5000; round++) {
            byte[] damaged = (CPU + "\n" + CPU).getBytes(UTF_8);
            for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(InfluxLine.decode(damaged)).hasSizeLessThanOrEqualTo(8);
                read++;
            } catch (IOException | InvalidUpdateException e) {
                assertThat(e.getMessage()).contains("; ");
                refused++;
            }
        }
        assertThat(read).isPositive();
        assertThat(refused).isPositive();
    }

    private static List<DataPoint> decode(String lines) throws IOException {
        return InfluxLine.decode(lines.getBytes(UTF_8));
    }
}
