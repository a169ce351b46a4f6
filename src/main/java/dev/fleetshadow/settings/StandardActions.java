package dev.fleetshadow.settings;

import dev.fleetshadow.action.ActionType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;

/** Holds the actions that every policy may name without describing them. */
public final class StandardActions {

    public static final Map<String, ActionType> TYPES = read();

    private static final String FILE = "/policies/actions.yaml";

    private StandardActions() {}

    private static Map<String, ActionType> read() {
        try (InputStream file = StandardActions.class.getResourceAsStream(FILE)) {
            String yaml = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            List<String> problems = new ArrayList<>();
            Section document = new Section(
                    new Compose(LoadSettings.builder().build())
                            .composeString(yaml)
                            .orElseThrow(),
                    problems,
                    new PolicyOutline());
            Map<String, ActionType> types =
                    ActionReader.actions(document, Map.of()).types();
            document.done();
            if (!problems.isEmpty()) {
                throw new SettingsException(FILE, problems);
            }
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException("the standard actions cannot be read", e);
        }
    }
}
