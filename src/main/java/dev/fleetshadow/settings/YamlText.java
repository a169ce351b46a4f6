package dev.fleetshadow.settings;

import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Reads and writes documents of the project's own that are YAML, or JSON, which is YAML, too. */
public final class YamlText {

    private static final int WIDTH = 120;

    private YamlText() {}

    /** Maps, lists, texts, numbers and booleans in their own order. */
    @SuppressWarnings("unchecked") // the documents are shipped with the program
    public static Map<String, Object> read(String document) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(document);
    }

    public static String of(Object document) {
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setDereferenceAliases(true)
                .setWidth(WIDTH)
                .build();
        return new Dump(settings).dumpToString(document);
    }
}
