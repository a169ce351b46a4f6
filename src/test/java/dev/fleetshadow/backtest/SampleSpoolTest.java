package dev.fleetshadow.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much is held in memory changes nothing in the history. */
class SampleSpoolTest {

    @TempDir
    Path directory;

    @Test
    void samplesThatAreStoredOftenMakeTheSameHistoryAsThoseStoredOnce() throws IOException {
        List<String> storedOnce = history(Integer.MAX_VALUE);
        assertThat(storedOnce).hasSizeGreaterThan(1_000);
        assertThat(history(1)).isEqualTo(storedOnce);
        assertThat(history(777)).isEqualTo(storedOnce);
    }

    private List<String> history(int bound) throws IOException {
        Path spooled = Files.createDirectory(directory.resolve("spooled-" + bound));
        SampleSpool spool = new SampleSpool(spooled, bound);
        Random random = new Random(5);
        for (int i = 0; i < 3_000; i++) {
            spool.add(
                    "r" + random.nextInt(5),
                    Instant.ofEpochSecond(60L * random.nextInt(500)),
                    "m" + random.nextInt(3),
                    i);
        }
        spool.sort();
        List<String> updates = new ArrayList<>();
        try (History history = SpooledFile.open(spooled, "group")) {
            history.forEachRemaining(update -> updates.add(update.toString()));
        }
        return updates;
    }
}
