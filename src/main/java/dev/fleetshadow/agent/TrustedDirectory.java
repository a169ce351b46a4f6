package dev.fleetshadow.agent;

import dev.fleetshadow.action.TrustedKeys;
import dev.fleetshadow.action.VerifyingKey;
import dev.fleetshadow.codec.SignedCommand;
import dev.fleetshadow.settings.SettingsException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trusts the public keys in a directory, {@code *.pub}, as they are when a command comes: a key is replaced without the agent
 * being started again. Without any key nothing is obeyed.
 */
final class TrustedDirectory implements Authenticity {

    private static final Logger LOG = LoggerFactory.getLogger(TrustedDirectory.class);

    private final Path directory;
    private Map<Path, String> files = Map.of();
    private TrustedKeys keys;

    private TrustedDirectory(Path directory) {
        this.directory = directory;
    }

    static TrustedDirectory open(Path directory) {
        TrustedDirectory trusted = new TrustedDirectory(directory);
        try {
            trusted.look();
        } catch (IOException e) {
            throw new SettingsException(
                    "commands.trusted-keys",
                    List.of("%s cannot be read (%s); name a readable directory"
                            .formatted(directory, e.getClass().getSimpleName())));
        }
        if (trusted.keys == null) {
            throw new SettingsException(
                    "commands.trusted-keys",
                    List.of("%s holds no usable key; put the job's KEYID.pub into it".formatted(directory)));
        }
        return trusted;
    }

    @Override
    public synchronized Optional<String> refusal(SignedCommand command) {
        try {
            look();
        } catch (IOException e) {
            return Optional.of("the trusted keys cannot be read");
        }
        return keys == null ? Optional.of("no key is trusted") : keys.refusal(command.signed(), command.signature());
    }

    /** A key is a line or two: reading all of them costs less than the command. */
    private void look() throws IOException {
        Map<Path, String> now = new TreeMap<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "*.pub")) {
            for (Path file : found) {
                if (now.size() < TrustedKeys.MOST_KEYS) {
                    now.put(file, Files.readString(file));
                }
            }
        }
        if (!now.equals(files)) {
            files = now;
            keys = usable(now);
            LOG.info("Commands are believed that are signed with {}.", keys == null ? "nothing" : keys.ids());
        }
    }

    /** One that cannot be used does not stop the others from being trusted. */
    private static TrustedKeys usable(Map<Path, String> files) {
        List<VerifyingKey> usable = new ArrayList<>();
        files.forEach((file, text) -> {
            try {
                usable.add(VerifyingKey.parse(text));
            } catch (IllegalArgumentException e) {
                LOG.warn("{} is not trusted: {}", file, e.getMessage());
            }
        });
        return usable.isEmpty() ? null : new TrustedKeys(usable);
    }
}
