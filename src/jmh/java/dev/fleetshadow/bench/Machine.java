package dev.fleetshadow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a figure was measured on. */
public final class Machine {

    private Machine() {}

    public static String inWords() {
        return "%s, Java %s, %d processors (%s)"
                .formatted(
                        System.getProperty("os.name"),
                        Runtime.version(),
                        Runtime.getRuntime().availableProcessors(),
                        processor());
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.replaceFirst(".*:\\s*", ""))
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
