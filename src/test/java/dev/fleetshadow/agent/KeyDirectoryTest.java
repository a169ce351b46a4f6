package dev.fleetshadow.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetshadow.action.SigningKey;
import dev.fleetshadow.action.TrustedKeys;
import dev.fleetshadow.codec.SignedCommand;
import dev.fleetshadow.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys come and go in a directory while the agent runs. */
class KeyDirectoryTest {

    private static final SigningKey OLD = SigningKey.generate();
    private static final SigningKey NEXT = SigningKey.generate();

    @TempDir
    Path directory;

    private Instant now = DeskBench.NOW;
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @Test
    void aKeyIsReplacedWithoutARestart() throws IOException {
        put(OLD);
        KeyDirectory keys = KeyDirectory.open(directory, clock);
        assertThat(refusal(keys, OLD)).isNull();
        put(NEXT);
        assertThat(refusal(keys, NEXT)).contains("is not trusted");
        now = now.plusSeconds(5);
        assertThat(refusal(keys, NEXT)).isNull();
        assertThat(refusal(keys, OLD)).isNull();
        Files.delete(file(OLD));
        now = now.plusSeconds(5);
        assertThat(refusal(keys, OLD)).contains("is not trusted");
        assertThat(refusal(keys, NEXT)).isNull();
    }

    @Test
    void aFileThatCannotBeUsedDoesNotKeepTheOthersFromBeingTrusted() throws IOException {
        put(OLD);
        Files.writeString(directory.resolve("broken.pub"), "no key");
        Files.writeString(directory.resolve("secret.pub"), NEXT.text());
        KeyDirectory keys = KeyDirectory.open(directory, clock);
        assertThat(refusal(keys, OLD)).isNull();
        assertThat(refusal(keys, NEXT)).isNotNull();
    }

    @Test
    void withoutAnyKeyTheStartIsRefusedWithNameAndRemedy() throws IOException {
        Files.writeString(directory.resolve("broken.pub"), "no key");
        assertThatThrownBy(() -> KeyDirectory.open(directory, clock))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("'broken.pub' is not trusted")
                .hasMessageContaining("fleet-shadow keys new");
        assertThatThrownBy(() -> KeyDirectory.open(directory.resolve("nowhere"), clock))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void whoTakesAllKeysAwayIsNotObeyedByAnyoneAndWhoHidesTheDirectoryChangesNothing() throws IOException {
        put(OLD);
        KeyDirectory keys = KeyDirectory.open(directory, clock);
        Path aside = directory.resolveSibling(directory.getFileName() + "-aside");
        Files.move(directory, aside);
        now = now.plusSeconds(5);
        assertThat(refusal(keys, OLD)).isNull();
        Files.move(aside, directory);
        Files.delete(file(OLD));
        now = now.plusSeconds(5);
        assertThat(refusal(keys, OLD)).contains("trusts no key");
    }

    @Test
    void tooManyKeysLeaveTrustedWhatWas() throws IOException {
        put(OLD);
        KeyDirectory keys = KeyDirectory.open(directory, clock);
        for (int i = 0; i < TrustedKeys.MOST_KEYS; i++) {
            put(SigningKey.generate());
        }
        put(NEXT);
        now = now.plusSeconds(5);
        assertThat(refusal(keys, OLD)).isNull();
        assertThat(refusal(keys, NEXT)).contains("is not trusted");
    }

    private void put(SigningKey key) throws IOException {
        Files.writeString(file(key), key.verifying().text());
    }

    private Path file(SigningKey key) {
        return directory.resolve(key.verifying().id() + ".pub");
    }

    private static String refusal(KeyDirectory keys, SigningKey key) throws IOException {
        return keys.judge(SignedCommand.encode(DeskBench.command("c-1", "checkout"), key))
                .refusal();
    }
}
