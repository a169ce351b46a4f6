package dev.fleetshadow.settings;

import java.util.List;

/** Stops the start with everything that is wrong with the configuration, one line per problem. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public SettingsException(String source, List<String> problems) {
        super("%s: %d problem%s%n  %s"
                .formatted(
                        source,
                        problems.size(),
                        problems.size() == 1 ? "" : "s",
                        String.join(System.lineSeparator() + "  ", problems)));
    }
}
