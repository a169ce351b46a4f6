package dev.fleetshadow.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was begun and what was answered is known after a crash, and the file stays small. */
class JournalTest {

    @TempDir
    Path directory;

    @Test
    void theLastWordOnACommandCounts() throws IOException {
        try (Journal journal = Journal.open(directory)) {
            journal.record(word("a", CommandState.IN_PROGRESS, "begun"));
            journal.record(word("b", CommandState.IN_PROGRESS, "begun"));
            journal.record(word("a", CommandState.SUCCESS, "done"));
        }
        try (Journal journal = Journal.open(directory)) {
            assertThat(journal.answers()).containsExactly(word("a", CommandState.SUCCESS, "done"));
            assertThat(journal.unanswered()).containsExactly(word("b", CommandState.IN_PROGRESS, "begun"));
        }
    }

    @Test
    void aWordCutOffAtAnyByteLeavesTheOneBeforeIt() throws IOException {
        try (Journal journal = Journal.open(directory)) {
            journal.record(word("a", CommandState.IN_PROGRESS, "begun"));
        }
        Path file = directory.resolve("journal");
        long before = Files.size(file);
        try (Journal journal = Journal.open(directory)) {
            journal.record(word("a", CommandState.SUCCESS, "done"));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = (int) before; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(Arrays.copyOf(whole, length), length + 16));
            try (Journal journal = Journal.open(directory)) {
                assertThat(journal.unanswered()).hasSize(1);
                assertThat(journal.answers()).isEmpty();
            }
        }
    }

    @Test
    void whatIsUnansweredOutlivesAnyNumberOfAnswersAndTheFileStaysWithinItsBound() throws IOException {
        try (Journal journal = Journal.open(directory)) {
            journal.record(word("begun", CommandState.IN_PROGRESS, "begun"));
            for (int i = 0; i < 3_000; i++) {
                journal.record(word("c-" + i, CommandState.FAILED, "ü".repeat(2_000)));
                if (i % 100 == 0) {
                    assertThat(Files.size(directory.resolve("journal"))).isLessThan(Journal.LARGEST + 8_192);
                }
            }
        }
        try (Journal journal = Journal.open(directory)) {
            assertThat(journal.unanswered()).hasSize(1);
            assertThat(journal.answers())
                    .hasSize(Journal.REMEMBERED - 1)
                    .last()
                    .satisfies(last -> assertThat(last.commandId()).isEqualTo("c-2999"));
        }
    }

    @Test
    void aWordSaidAgainIsNotWrittenAgain() throws IOException {
        try (Journal journal = Journal.open(directory)) {
            journal.record(word("a", CommandState.SUCCESS, "done"));
            long size = Files.size(directory.resolve("journal"));
            journal.record(word("a", CommandState.SUCCESS, "done"));
            assertThat(Files.size(directory.resolve("journal"))).isEqualTo(size);
        }
    }

    private static RemediationOutcome word(String id, CommandState state, String detail) {
        return new RemediationOutcome(id, "web-042", "web/eu-1a", state, DeskBench.NOW, detail);
    }
}
