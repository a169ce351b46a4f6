package dev.fleetshadow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.agent.SpoolSegment.Kept;
import dev.fleetshadow.endpoint.Letter;
import dev.fleetshadow.endpoint.Topic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was written down is sent in its order, whatever happens in between, and takes no more room than it may. */
class SpoolTest {

    private static final long MOST_BYTES = 8_000;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nothingIsLostOrReorderedButTheOldestAtTheLimit(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Deque<Integer> model = new ArrayDeque<>();
        Spool spool = Spool.open(directory, MOST_BYTES);
        long dropped = 0;
        int next = 0;
        for (int step = 0; step < 600; step++) {
            switch (random.nextInt(5)) {
                case 0, 1, 2 -> {
                    spool.append(letter(next, 20 + random.nextInt(600)));
                    model.addLast(next++);
                }
                case 3 -> {
                    if (!model.isEmpty()) {
                        List<Kept> kept = spool.take(1 + random.nextInt(10), 2_000);
                        List<Kept> sent = kept.subList(0, random.nextInt(kept.size() + 1));
                        spool.acknowledge(sent);
                        sent.forEach(one -> assertThat(number(one)).isEqualTo(model.removeFirst()));
                    }
                }
                default -> {
                    // Thrown away and not closed, as in a crash; half a letter may be behind the last.
                    dropped += spool.dropped();
                    if (random.nextBoolean() && next > 0) {
                        tear(random);
                        spool = Spool.open(directory, MOST_BYTES);
                        dropped -= spool.dropped();
                    } else {
                        spool = Spool.open(directory, MOST_BYTES);
                    }
                }
            }
            while (model.size() > spool.waiting()) {
                model.removeFirst();
            }
            assertThat(spool.waiting()).isEqualTo(model.size());
            assertThat(onDisk()).isLessThanOrEqualTo(MOST_BYTES);
            if (!model.isEmpty()) {
                assertThat(number(spool.take(1, 1).get(0))).isEqualTo(model.getFirst());
            }
        }
        assertThat(dropped + spool.dropped()).isPositive();
    }

    @Test
    void atTheLimitTheOldestGoAndAreCounted() throws Exception {
        try (Spool spool = Spool.open(directory, MOST_BYTES)) {
            for (int i = 0; i < 100; i++) {
                spool.append(letter(i, 400));
            }
            assertThat(spool.waiting() + spool.dropped()).isEqualTo(100);
            assertThat(spool.dropped()).isGreaterThan(80);
            assertThat(number(spool.take(1, 1).get(0))).isEqualTo((int) spool.dropped());
            assertThat(onDisk()).isLessThanOrEqualTo(MOST_BYTES);
        }
    }

    @Test
    void zerosBehindTheLastLetterAreNoLetter() throws Exception {
        try (Spool spool = Spool.open(directory, MOST_BYTES)) {
            spool.append(letter(7, 100));
        }
        Files.write(lastSegment(), new byte[64], StandardOpenOption.APPEND);
        try (Spool spool = Spool.open(directory, MOST_BYTES)) {
            assertThat(spool.take(10, 1_000))
                    .singleElement()
                    .satisfies(kept -> assertThat(number(kept)).isEqualTo(7));
        }
    }

    @Test
    void aLetterCutOffAtAnyByteIsSkippedAndTheOnesBeforeItAreKept() throws Exception {
        try (Spool spool = Spool.open(directory, MOST_BYTES)) {
            spool.append(letter(1, 20));
            spool.append(letter(2, 20));
        }
        byte[] whole = Files.readAllBytes(lastSegment());
        Path segment = lastSegment();
        for (int length = 0; length < whole.length; length++) {
            Files.write(segment, java.util.Arrays.copyOf(whole, length));
            try (Spool spool = Spool.open(directory, MOST_BYTES)) {
                assertThat(spool.waiting()).isEqualTo(length < whole.length / 2 ? 0 : 1);
            }
        }
    }

    @Test
    void aLetterLargerThanTheBufferIsCounted() throws Exception {
        try (Spool spool = Spool.open(directory, MOST_BYTES)) {
            spool.append(letter(1, (int) MOST_BYTES));
            assertThat(spool.dropped()).isEqualTo(1);
            assertThat(spool.waiting()).isZero();
        }
    }

    private void tear(SplittableRandom random) throws IOException {
        byte[] half =
                ByteBuffer.allocate(30).putInt(500).putInt(random.nextInt()).array();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path last : files.filter(file -> file.toString().endsWith(".segment"))
                    .sorted()
                    .toList()) {
                if (last.equals(lastSegment()) && onDisk() + half.length <= MOST_BYTES) {
                    Files.write(last, half, StandardOpenOption.APPEND);
                }
            }
        }
    }

    private Path lastSegment() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".segment"))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    private long onDisk() throws IOException {
        long bytes = 0;
        for (long number : SpoolSegment.numbers(directory)) {
            bytes += Files.size(new SpoolSegment(directory, number).path);
        }
        return bytes;
    }

    private static Letter letter(int number, int size) {
        return new Letter(
                Topic.OUTCOMES,
                DeskBench.NOW,
                ByteBuffer.allocate(Math.max(4, size)).putInt(number).array());
    }

    private static int number(Kept kept) {
        return ByteBuffer.wrap(kept.letter().value()).getInt();
    }
}
