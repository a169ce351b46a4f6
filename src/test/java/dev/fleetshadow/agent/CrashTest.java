package dev.fleetshadow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.ArgumentRule;
import dev.fleetshadow.action.RemediationOutcome;
import dev.fleetshadow.codec.OutcomeJson;
import dev.fleetshadow.codec.SignedCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whenever an agent dies, each command is carried out once at most, and all that is said of its end, in whichever life, is
 * the same.
 *
 * <p>The next life begins with copies of the files: of the buffer as it was a little earlier than the journal, for the
 * journal is written first, and both perhaps with half an entry behind. What is not closed by then is heard again.
 */
@Timeout(120)
class CrashTest {

    private static final int COMMANDS = 12;
    private static final int MOST_LIVES = 60;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyCommandIsCarriedOutOnceAtMostAndHasOneAnswer(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Set<RemediationOutcome>> answers = new HashMap<>();
        List<String> executed = new ArrayList<>();
        Set<String> open = new TreeSet<>();
        int sent = 0;
        int life = 0;
        while (sent < COMMANDS || !open.isEmpty()) {
            assertThat(life).isLessThan(MOST_LIVES);
            Path here = Files.createDirectories(directory.resolve("life-" + life++));
            Path next = directory.resolve("life-" + life).resolve("state");
            DeskBench bench = new DeskBench(here, ArgumentRule.usual());
            for (int more = random.nextInt(4); more > 0 && sent < COMMANDS; more--) {
                open.add("c-" + sent++);
            }
            Set<String> stillOpen = new ConcurrentSkipListSet<>(open);
            open.forEach(id -> bench.desk.command(
                    SignedCommand.encode(DeskBench.command(id, id), DeskBench.KEY), () -> stillOpen.remove(id)));
            Thread worker = new Thread(() -> work(bench));
            worker.start();
            worker.join(1 + random.nextInt(30));
            open = new TreeSet<>(stillOpen);
            copy(here.resolve("state/buffer"), next.resolve("buffer"), random);
            worker.join(1 + random.nextInt(20));
            synchronized (bench.desk) {
                copy(here.resolve("state/commands"), next.resolve("commands"), random);
                bench.desk.end();
            }
            worker.join();
            bench.close();
            executed.addAll(bench.executed());
            try (Stores stores = Stores.open(next, 1 << 20)) {
                hear(stores, random.nextBoolean(), answers);
            }
        }
        assertThat(answers).hasSize(COMMANDS);
        assertThat(answers.values()).allSatisfy(same -> assertThat(same).hasSize(1));
        assertThat(executed).isNotEmpty().doesNotHaveDuplicates();
    }

    private static void work(DeskBench bench) {
        try {
            bench.desk.work();
        } catch (InterruptedException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void hear(Stores stores, boolean acknowledge, Map<String, Set<RemediationOutcome>> answers)
            throws Exception {
        if (stores.spool().waiting() == 0) {
            return;
        }
        List<SpoolSegment.Kept> kept = stores.spool().take(10_000, 1 << 20);
        for (SpoolSegment.Kept one : kept) {
            RemediationOutcome outcome = OutcomeJson.decode(one.letter().value());
            if (outcome.state().closing()) {
                answers.computeIfAbsent(outcome.commandId(), none -> new HashSet<>())
                        .add(outcome);
            }
        }
        if (acknowledge) {
            stores.spool().acknowledge(kept);
        }
    }

    private static void copy(Path from, Path into, SplittableRandom random) throws IOException {
        Files.createDirectories(into);
        List<Path> files;
        try (Stream<Path> all = Files.list(from)) {
            files = all.filter(file -> !file.toString().endsWith(".next"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            Files.copy(file, into.resolve(file.getFileName()));
        }
        Path last = files.isEmpty()
                ? null
                : into.resolve(files.get(files.size() - 1).getFileName());
        if (last != null && !last.endsWith("cursor") && random.nextBoolean()) {
            byte[] half = new byte[random.nextInt(40)];
            for (int i = 0; i < half.length; i++) {
                half[i] = (byte) (random.nextBoolean() ? 0 : random.nextInt(256));
            }
            Files.write(last, half, StandardOpenOption.APPEND);
        }
    }
}
