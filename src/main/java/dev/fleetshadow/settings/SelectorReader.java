package dev.fleetshadow.settings;

import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.ResourceSelector;
import java.util.HashMap;
import java.util.Map;

/** Reads which resources something is about: {@code ids}, {@code kinds}, {@code groups}, {@code labels}. */
final class SelectorReader {

    private SelectorReader() {}

    /** What is not written restricts nothing; what is written as an empty list fits nothing. */
    static ResourceSelector selector(Section section) {
        Map<String, Glob> labels = new HashMap<>();
        Section given = section.section("labels");
        if (given != null) {
            given.keys().forEach(label -> labels.put(label, Glob.of(given.text(label))));
        }
        return new ResourceSelector(section.globs("ids"), section.globs("kinds"), section.globs("groups"), labels);
    }
}
