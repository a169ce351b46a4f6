package dev.fleetshadow.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many tasks wrote, and in whatever order, the joined file is the same. */
class KeyedLinesTest {

    @TempDir
    Path directory;

    @Test
    void aKeysLinesKeepTheirOrderAndKeysAreSorted() throws Exception {
        write("b 1", "a 1", "b 0", "a 2");
        assertThat(joined(false)).containsExactly("key value", "a 1", "a 2", "b 1", "b 0");
    }

    @Test
    void nothingWrittenIsAHeader() throws IOException {
        assertThat(joined(true)).containsExactly("key value");
    }

    @Test
    void severalTasksMakeTheSameFileAsOne() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            lines.add("key/%d: %d".formatted(i % 7, i) + "x".repeat(i % 50));
        }
        write(lines.toArray(String[]::new));
        List<String> byOne = joined(true);
        deleteParts();
        Collections.shuffle(lines, new Random(3));
        write(lines.subList(0, 2_000).toArray(String[]::new));
        write(lines.subList(2_000, 5_000).toArray(String[]::new));
        assertThat(joined(true)).hasSize(5_001).isEqualTo(byOne);
    }

    @Test
    void longKeysThatBeginAlikeStayApart() throws Exception {
        String begin = "k".repeat(200);
        write(begin + "b 1", begin + "a 1", begin + "b 2");
        assertThat(joined(false)).hasSize(4).contains(begin + "a 1").containsSequence(begin + "b 1", begin + "b 2");
    }

    private void write(String... lines) throws Exception {
        String parts = directory.resolve("parts").toString();
        SinkWriter<String> writer =
                new KeyedLines<String>(parts, line -> line.split(" ", 2)[0], line -> line).createWriter(null);
        for (String line : lines) {
            writer.write(line, null);
        }
        writer.flush(true);
        writer.close();
    }

    private List<String> joined(boolean sorted) throws IOException {
        Path target = directory.resolve("joined");
        KeyedLines.join(directory.resolve("parts"), target, "key value", sorted);
        return Files.readAllLines(target);
    }

    private void deleteParts() throws IOException {
        try (var parts = Files.list(directory.resolve("parts"))) {
            for (Path part : parts.toList()) {
                Files.delete(part);
            }
        }
    }
}
