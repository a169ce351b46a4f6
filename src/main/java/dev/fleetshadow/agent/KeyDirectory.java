package dev.fleetshadow.agent;

import dev.fleetshadow.action.TrustedKeys;
import dev.fleetshadow.action.VerifyingKey;
import dev.fleetshadow.codec.SignedCommand;
import dev.fleetshadow.settings.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trusts the keys whose public halves lie in a directory, and looks again when it has changed: keys are replaced without a
 * restart, and one that is taken away is not trusted any more.
 *
 * <p>A file that cannot be used is named in the log, and the others are trusted all the same. While the directory itself
 * cannot be read, or holds too many keys, what was trusted before is.
 */
final class KeyDirectory implements Authenticity {

    private static final Logger LOG = LoggerFactory.getLogger(KeyDirectory.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);
    private static final String SUFFIX = ".pub";
    private static final int LARGEST_FILE = 16 << 10;
    /** Beyond what can be trusted, so that too many are noticed. */
    private static final int MOST_FILES = 4 * TrustedKeys.MOST_KEYS;

    private final Path directory;
    private final Clock clock;
    private Map<String, String> seen = Map.of();
    private Optional<TrustedKeys> trusted = Optional.empty();
    private Instant looked;

    private KeyDirectory(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        this.looked = clock.instant();
    }

    /**
     * Reads the keys.
     *
     * @throws SettingsException if there is none that can be used
     */
    static KeyDirectory open(Path directory, Clock clock) {
        KeyDirectory keys = new KeyDirectory(directory, clock);
        List<String> problems = new ArrayList<>();
        keys.read(problems);
        if (keys.trusted.isEmpty()) {
            problems.add(
                    "trusted-keys: '%s' holds no key that can be used; put the KEYID%s there that `fleet-shadow keys new` has written"
                            .formatted(directory, SUFFIX));
            throw new SettingsException(directory.toString(), problems);
        }
        problems.forEach(LOG::warn);
        return keys;
    }

    @Override
    public synchronized Verdict judge(byte[] command) throws IOException {
        lookAgain();
        SignedCommand given = SignedCommand.decode(command);
        String refusal = trusted.map(
                        keys -> keys.refusal(given.signed(), given.signature()).orElse(null))
                .orElse(null);
        return new Verdict(given.request(), trusted.isPresent() ? refusal : "the agent trusts no key any more");
    }

    private void lookAgain() {
        Instant now = clock.instant();
        // A clock that was set back must not keep a withdrawn key trusted.
        if (Duration.between(looked, now).abs().compareTo(LOOK_AGAIN) < 0) {
            return;
        }
        looked = now;
        List<String> problems = new ArrayList<>();
        read(problems);
        problems.forEach(LOG::warn);
    }

    private void read(List<String> problems) {
        try {
            Map<String, String> there = files();
            if (there.equals(seen)) {
                return;
            }
            List<VerifyingKey> keys = new ArrayList<>();
            there.keySet().forEach(name -> key(name, problems).ifPresent(keys::add));
            trusted = keys.isEmpty() ? Optional.empty() : Optional.of(new TrustedKeys(keys));
            seen = there;
            LOG.info(
                    "Trusted keys: {}",
                    trusted.map(TrustedKeys::ids).map(Object::toString).orElse("none"));
        } catch (IOException e) {
            problems.add("trusted-keys: '%s' cannot be read (%s); make it a directory that the agent may read"
                    .formatted(directory, e));
        } catch (IllegalArgumentException e) {
            problems.add("trusted-keys: '%s': %s".formatted(directory, e.getMessage()));
        }
    }

    private Optional<VerifyingKey> key(String name, List<String> problems) {
        try (InputStream file = Files.newInputStream(directory.resolve(name))) {
            byte[] text = file.readNBytes(LARGEST_FILE);
            return Optional.of(VerifyingKey.parse(new String(text, StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            problems.add(
                    "trusted-keys: '%s' cannot be read (%s); let the agent read it, or remove it".formatted(name, e));
        } catch (IllegalArgumentException e) {
            problems.add("trusted-keys: '%s' is not trusted: %s, or remove it".formatted(name, e.getMessage()));
        }
        return Optional.empty();
    }

    /** Names of the files of keys, each with what changes when the file does. */
    private Map<String, String> files() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .filter(Files::isRegularFile)
                    .limit(MOST_FILES)
                    .toList();
        }
        Map<String, String> there = new TreeMap<>();
        for (Path file : files) {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            there.put(file.getFileName().toString(), now.lastModifiedTime() + " " + now.size() + " " + now.fileKey());
        }
        return there;
    }
}
