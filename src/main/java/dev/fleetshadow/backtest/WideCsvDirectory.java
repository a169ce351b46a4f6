package dev.fleetshadow.backtest;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds and opens the files of a directory of wide CSV. */
final class WideCsvDirectory {

    /** Beside the resources' files a set has its labels. */
    private static final Set<String> NOT_A_RESOURCE = Set.of("labels.csv", "labels.csv.gz");

    private WideCsvDirectory() {}

    /** Every {@code .csv} and {@code .csv.gz} but the labels, and refuses two of the same resource. */
    static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files =
                    entries.filter(WideCsvDirectory::isResource).sorted().toList();
            refuseTwins(files);
            return files;
        }
    }

    /**
     * Opens all of them.
     *
     * @param group the group all resources are put in
     */
    static History open(Path directory, String group) throws IOException {
        List<Path> paths = files(directory);
        if (paths.isEmpty()) {
            throw new InvalidUpdateException(
                    "--input", directory.toString(), "name a directory with <resource>.csv or <resource>.csv.gz files");
        }
        List<WideCsvFile> files = new ArrayList<>();
        long bytes = 0;
        for (Path path : paths) {
            files.add(WideCsvFile.open(path, group));
            bytes += Files.size(path);
        }
        return new MergedHistory(files, bytes);
    }

    private static void refuseTwins(List<Path> files) {
        Map<String, Path> byResource = new HashMap<>();
        for (Path file : files) {
            Path twin = byResource.put(WideCsvFile.resourceId(file), file);
            if (twin != null) {
                throw new InvalidUpdateException(
                        "--input",
                        twin.getFileName() + " beside " + file.getFileName(),
                        "both are one resource: remove or rename either");
            }
        }
    }

    private static boolean isResource(Path path) {
        String name = path.getFileName().toString();
        return (name.endsWith(".csv") || name.endsWith(".csv.gz")) && !NOT_A_RESOURCE.contains(name);
    }
}
