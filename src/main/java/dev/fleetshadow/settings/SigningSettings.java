package dev.fleetshadow.settings;

import dev.fleetshadow.action.SigningKey;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How agents are to know that a command comes from this job.
 *
 * @param keyFile where the private key is, on every machine of the cluster: the key itself is never sent along with the job;
 *     {@code null} if commands are not signed
 */
public record SigningSettings(String keyFile) implements Serializable {

    public static final SigningSettings UNSIGNED = new SigningSettings(null);

    /** Far more than a key has. */
    private static final long MOST_BYTES = 16 * 1024;

    public boolean signs() {
        return keyFile != null;
    }

    /**
     * Reads the key from its file.
     *
     * @throws IOException if there is no readable file
     * @throws IllegalArgumentException if there is no key in it
     */
    public SigningKey key() throws IOException {
        Path file = Path.of(keyFile);
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException("it is no private key: it has " + Files.size(file) + " bytes");
        }
        return SigningKey.parse(Files.readString(file));
    }
}
