package dev.fleetshadow.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same history is read from every form in which people have it, and mistakes are named. */
class OwnHistoryTest {

    private static final List<String> UPDATES = List.of(
            "2026-01-05T00:00:00Z a {cpu=1.0, mem=10.0}",
            "2026-01-05T00:00:00Z b {cpu=5.0}",
            "2026-01-05T00:01:00Z a {cpu=2.0, mem=20.0}",
            "2026-01-05T00:01:00Z b {cpu=6.0, mem=60.0}");

    @TempDir
    Path directory;

    private final List<String> said = new ArrayList<>();

    @Test
    void aDirectoryHasAFileForEachResource() throws IOException {
        write("a.csv", "timestamp,cpu,mem", "2026-01-05T00:00:00Z,1,10", "2026-01-05T00:01:00Z,2,20");
        write("b.csv", "timestamp,cpu,mem", "2026-01-05T00:00:00Z,5,", "2026-01-05T00:01:00Z,6,60");
        write("labels.csv", "resource,start,end,kind,metrics");
        assertThat(updates(directory)).isEqualTo(UPDATES);
        assertThat(said).isEmpty();
    }

    @Test
    void oneFileMayHaveAllResourcesInAnyOrder() throws IOException {
        List<String> rows = new ArrayList<>(
                List.of("1767571200,a,1,eu,10", "1767571200,b,5,eu,", "1767571260,a,2,eu,20", "1767571260,b,6,us,60"));
        for (int seed = 0; seed < 10; seed++) {
            Collections.shuffle(rows, new Random(seed));
            write("fleet.csv", "ts,host,cpu,region,mem", String.join("\n", rows));
            assertThat(updates(directory.resolve("fleet.csv"))).isEqualTo(UPDATES);
        }
        assertThat(said)
                .containsOnly("fleet.csv: read `ts` as the time, `host` as the resource, 2 metrics, left out `region`");
    }

    @Test
    void oneFileMayHaveARowForEachMetric() throws IOException {
        write(
                "long.csv",
                "Time;Instance;Metric;Value",
                "2026-01-05 00:01;b;mem;60",
                "2026-01-05 00:00;a;cpu;1",
                "2026-01-05 00:00;a;mem;10",
                "2026-01-05 00:00;b;cpu;5",
                "2026-01-05 00:00;b;mem;NaN",
                "2026-01-05 00:01;a;cpu;2",
                "2026-01-05 00:01;a;mem;20",
                "2026-01-05 00:01;b;cpu;6");
        assertThat(updates(directory.resolve("long.csv"))).isEqualTo(UPDATES);
        assertThat(said)
                .containsExactly("long.csv: read `Time` as the time, `Instance` as the resource,"
                        + " `Metric` as the metric and `Value` as its value");
    }

    @Test
    void aDirectoryOfPrometheusExportsIsJoinedOnTheirTimes() throws IOException {
        write("cpu.json", export(series("", "a", "1", "2"), series("", "b", "5", "6")));
        write("more", export(series("mem", "a", "10", "20"), series("mem", "b", "NaN", "60")));
        write("set.json", "{}");
        assertThat(updates(directory)).isEqualTo(UPDATES);
        assertThat(said).containsExactly("read the label `instance` as the resource, 2 metrics");
    }

    @Test
    void whatIsPackedIsUnpackedWhateverItIsCalled() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write("\uFEFFtimestamp,value\n2026-01-05T00:00:00Z,1\n".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(directory.resolve("disk.gz"), bytes.toByteArray());
        assertThat(updates(directory.resolve("disk.gz"))).containsExactly("2026-01-05T00:00:00Z disk {value=1.0}");
        assertThat(said).containsExactly("disk.gz: read `timestamp` as the time, the file as one resource, 1 metrics");
    }

    @Test
    void theUserKnowsBetterThanAnyGuess() throws IOException {
        write("fleet.csv", "time,when,host,rack,cpu,mem", "7,2026-01-05,x,a,1,2");
        HistoryLayout layout = new HistoryLayout("when", "rack", List.of("mem"), null);
        assertThat(updates(directory.resolve("fleet.csv"), layout)).containsExactly("2026-01-05T00:00:00Z a {mem=2.0}");
    }

    @Test
    void labelsOfAPrometheusMetricBelongToItsName() throws IOException {
        write(
                "export.json",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":"
                        + "{\"__name__\":\"disk\",\"pod\":\"a\",\"job\":\"node\",\"dev\":\"sda\"},"
                        + "\"values\":[[1767571200,\"+Inf\"],[1767571260.5,\"3\"]]}]}}");
        assertThat(updates(directory.resolve("export.json")))
                .containsExactly(
                        "2026-01-05T00:00:00Z a {}", "2026-01-05T00:01:00.500Z a {disk{dev=\"sda\",job=\"node\"}=3.0}");
    }

    @Test
    void aPrometheusMetricWithLabelsTooLongForANameKeepsItsValuesAndItsIdentity() throws IOException {
        String query = "x".repeat(180) + "\uD83D\uDE00".repeat(60);
        write("export.json", export(labelled(query + "1", "1", "2"), labelled(query + "2", "3", "4")));
        List<String> updates = updates(directory.resolve("export.json"));
        assertThat(updates)
                .hasSize(2)
                .allMatch(update -> update.matches(".*\\{disk\\{q=\"x{180}.*…[0-9a-f]{64}=.*, disk.*=.*}"));
        assertThat(updates(directory.resolve("export.json"))).isEqualTo(updates);
    }

    @Test
    void oneResourceMayNotHaveTwoFiles() throws IOException {
        write("a.csv", "timestamp,cpu", "2026-01-05T00:00:00Z,1");
        write("a.csv.gz", "timestamp,cpu", "2026-01-05T00:00:00Z,1");
        assertThatThrownBy(() -> updates(directory))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessage("--input: a.csv beside a.csv.gz is not usable;"
                        + " both are one resource: remove or rename either");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "when,host,cpu   | 0,a,1        | fleet.csv: header: when,host,cpu is not usable; name the column",
                "ts,host,cpu     | noon,a,1     | fleet.csv:2: ts: noon is not usable",
                "ts,host,cpu     | 0,a          | fleet.csv:2: row: 2 cells is not usable; write 3",
                "ts,host,cpu     | 0,,1         | fleet.csv:2: host:  is not usable; name the resource",
                "ts,host,region  | 0,a,eu       | at least one column with numbers",
                "ts,host,metric,value | 0,a,cpu,x | fleet.csv:2: value: x is not usable; write a number",
            })
    void aMistakeInAFileIsNamedWithItsPlaceAndRemedy(String header, String row, String words) throws IOException {
        write("fleet.csv", header, row);
        assertThatThrownBy(() -> updates(directory.resolve("fleet.csv")))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining(words);
    }

    @Test
    void aColumnThatIsNotThereAndALabelThatIsNotThereAreNamed() throws IOException {
        write("fleet.csv", "ts,host,cpu", "0,a,1");
        assertThatThrownBy(
                        () -> updates(directory.resolve("fleet.csv"), new HistoryLayout(null, "vm", List.of(), null)))
                .hasMessage("--resource-column: vm is not usable; name one of ts,host,cpu");
        write("export.json", export(series("cpu", "a", "1", "2")));
        assertThatThrownBy(
                        () -> updates(directory.resolve("export.json"), new HistoryLayout(null, null, List.of(), "vm")))
                .hasMessageContaining("{__name__=cpu, instance=a} is not usable; keep a label vm");
    }

    private List<String> updates(Path path) throws IOException {
        return updates(path, HistoryLayout.GUESSED);
    }

    private List<String> updates(Path path, HistoryLayout layout) throws IOException {
        List<String> updates = new ArrayList<>();
        try (OwnHistory own = OwnHistory.of(path, "group", layout, said::add);
                History history = own.input().open()) {
            history.forEachRemaining(update -> updates.add(
                    update.observedAt() + " " + update.resourceId() + " " + new TreeMap<>(update.metrics())));
        }
        return updates;
    }

    private void write(String file, String... lines) throws IOException {
        Files.write(directory.resolve(file), Arrays.asList(lines));
    }

    private static String export(String... series) {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[" + String.join(",", series)
                + "]}}";
    }

    private static String labelled(String query, String first, String second) {
        return series("disk\",\"q\":\"" + query, "a", first, second);
    }

    private static String series(String name, String instance, String first, String second) {
        String named = name.isEmpty() ? "" : "\"__name__\":\"" + name + "\",";
        return "{\"metric\":{%s\"instance\":\"%s\"},\"values\":[[1767571200,\"%s\"],[1767571260,\"%s\"]]}"
                .formatted(named, instance, first, second);
    }
}
