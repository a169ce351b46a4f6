package dev.fleetshadow.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The next life begins behind all that is answered, and before the first command that is not. */
class PositionsTest {

    @TempDir
    Path directory;

    private Path file;
    private Positions positions;

    @BeforeEach
    void open() throws IOException {
        file = directory.resolve("positions");
        positions = Positions.open(file);
    }

    @Test
    void aCommandWithoutAnAnswerIsReadAgain() throws IOException {
        positions.opened(0, 5);
        positions.opened(0, 7);
        positions.reached(0, 9);
        assertThat(stored()).isEqualTo(Map.of(0, 5L));
        positions.closed(0, 5);
        assertThat(stored()).isEqualTo(Map.of(0, 7L));
        positions.closed(0, 7);
        assertThat(stored()).isEqualTo(Map.of(0, 9L));
    }

    @Test
    void whatIsHeardTwiceIsClosedTwice() throws IOException {
        positions.opened(1, 5);
        positions.opened(1, 5);
        positions.reached(1, 6);
        positions.closed(1, 5);
        assertThat(stored()).isEqualTo(Map.of(1, 5L));
        positions.closed(1, 5);
        assertThat(stored()).isEqualTo(Map.of(1, 6L));
    }

    @Test
    void partitionsAreKnownApart() throws IOException {
        positions.reached(0, 3);
        positions.opened(4, 1);
        positions.reached(4, 8);
        assertThat(stored()).isEqualTo(Map.of(0, 3L, 4, 1L));
    }

    @Test
    void aFileThatCannotBeReadIsNamedWithItsRemedy() throws IOException {
        Files.writeString(file, "zero=one\n");
        assertThatThrownBy(() -> Positions.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("remove it");
    }

    private Map<Integer, Long> stored() throws IOException {
        positions.save();
        return Positions.open(file).begin();
    }
}
