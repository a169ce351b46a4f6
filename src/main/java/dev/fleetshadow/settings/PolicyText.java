package dev.fleetshadow.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final String SHIPPED = "/policies/default.yaml";
    private static final String SCHEMA = "/schemas/policy.schema.json";

    public PolicyText {
        int bytes = yaml.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new SettingsException(
                    source, List.of("the document has %d bytes; write at most %d".formatted(bytes, MOST_BYTES)));
        }
    }

    /** The one that holds where no other is named. */
    public static PolicyText shipped() throws IOException {
        return new PolicyText("shipped policy", resource(SHIPPED));
    }

    /** The JSON Schema of a policy. */
    public static String schema() throws IOException {
        return resource(SCHEMA);
    }

    public static PolicyText read(Path file) throws IOException {
        return new PolicyText(file.toString(), Files.readString(file));
    }

    /**
     * What it says.
     *
     * @throws SettingsException with every problem found
     */
    public Policy policy() {
        return PolicyReader.read(source, yaml);
    }

    /**
     * What it says, setting by setting.
     *
     * @throws SettingsException with every problem found
     */
    public PolicyOutline outline() {
        return PolicyReader.outline(source, yaml);
    }

    private static String resource(String name) throws IOException {
        try (InputStream resource = PolicyText.class.getResourceAsStream(name)) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
