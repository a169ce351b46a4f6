package dev.fleetshadow.cli;

import dev.fleetshadow.settings.PolicyText;
import java.io.IOException;
import java.nio.file.Path;

/** Reads a policy that an operator has written. */
final class PolicyFile {

    private PolicyFile() {}

    static PolicyText read(Path file) {
        try {
            return PolicyText.read(file);
        } catch (IOException e) {
            throw new RefusedException("%s cannot be read (%s); name a readable file"
                    .formatted(file, e.getClass().getSimpleName()));
        }
    }
}
