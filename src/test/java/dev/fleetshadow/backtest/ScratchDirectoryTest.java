package dev.fleetshadow.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Nothing is left of a scratch directory, however its process ends. */
class ScratchDirectoryTest {

    @Test
    void itIsGoneWithItsContentWhenItCloses() throws IOException {
        ScratchDirectory directory = filled();
        assertThat(directory.path()).isNotEmptyDirectory();
        directory.close();
        directory.close();
        assertThat(directory.path()).doesNotExist();
    }

    @Test
    void itIsGoneWhenTheProcessIsTerminated() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader answers = process.inputReader()) {
            Path directory = Path.of(answers.readLine());
            assertThat(directory).isNotEmptyDirectory();
            process.destroy();
            process.waitFor();
            assertThat(directory).doesNotExist();
        } finally {
            process.destroyForcibly();
        }
    }

    private static ScratchDirectory filled() throws IOException {
        ScratchDirectory directory = ScratchDirectory.create("fleet-shadow-test-");
        Files.writeString(Files.createDirectory(directory.path().resolve("in")).resolve("it"), "x");
        return directory;
    }

    /** Has a directory until it is stopped. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] args) throws IOException {
            System.out.println(filled().path());
            System.in.read();
        }
    }
}
