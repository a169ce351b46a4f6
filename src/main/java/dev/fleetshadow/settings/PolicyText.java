package dev.fleetshadow.settings;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Carries a policy as it was written, so that a running job can be given another one: what is read from it is made anew
 * wherever it is needed.
 *
 * @param source what to call the document in messages
 * @param yaml at most {@value #MOST_BYTES} bytes
 */
public record PolicyText(String source, String yaml) implements Serializable {

    /** It is kept in the memory of every task, and sent in one record. */
    public static final int MOST_BYTES = 256 * 1024;

    public PolicyText {
        int bytes = yaml.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new SettingsException(
                    source, List.of("the document has %d bytes; write at most %d".formatted(bytes, MOST_BYTES)));
        }
    }

    /**
     * What it says.
     *
     * @throws SettingsException with every problem found
     */
    public Policy policy() {
        return PolicyReader.read(source, yaml);
    }
}
