package dev.fleetshadow.backtest;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

/** Merges the files of a directory into one history of a fleet, in the order of time, reading each only as far as needed. */
public final class WideCsvHistory implements History {

    /** Beside the resources' files a set has its labels. */
    private static final Set<String> NOT_A_RESOURCE = Set.of("labels.csv", "labels.csv.gz");

    private final List<WideCsvFile> files = new ArrayList<>();
    private final PriorityQueue<Head> heads = new PriorityQueue<>(
            Comparator.comparing((Head head) -> head.update().observedAt())
                    .thenComparing(head -> head.update().resourceId()));
    private final long bytes;

    private record Head(StatusUpdate update, WideCsvFile file) {}

    private WideCsvHistory(List<Path> paths, String group) throws IOException {
        long size = 0;
        for (Path path : paths) {
            WideCsvFile file = WideCsvFile.open(path, group);
            files.add(file);
            size += Files.size(path);
            push(file);
        }
        bytes = size;
    }

    /**
     * Opens every {@code .csv} and {@code .csv.gz} in the directory.
     *
     * @param group the group all resources are put in
     */
    public static WideCsvHistory open(Path directory, String group) throws IOException {
        List<Path> paths;
        try (Stream<Path> entries = Files.list(directory)) {
            paths = entries.filter(WideCsvHistory::isResource).sorted().toList();
        }
        if (paths.isEmpty()) {
            throw new InvalidUpdateException(
                    "--input", directory.toString(), "name a directory with <resource>.csv or <resource>.csv.gz files");
        }
        return new WideCsvHistory(paths, group);
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public StatusUpdate next() {
        Head head = heads.poll();
        if (head == null) {
            throw new NoSuchElementException("the history has ended");
        }
        push(head.file());
        return head.update();
    }

    @Override
    public int resources() {
        return files.size();
    }

    @Override
    public String firstMetric(String resourceId) {
        return files.stream()
                .filter(file -> file.resource().id().equals(resourceId))
                .findFirst()
                .orElseThrow()
                .metrics()
                .get(0);
    }

    @Override
    public double progress() {
        long read = files.stream().mapToLong(WideCsvFile::bytesRead).sum();
        return bytes == 0 ? 1 : (double) read / bytes;
    }

    @Override
    public void close() {
        files.forEach(WideCsvFile::close);
    }

    private void push(WideCsvFile file) {
        if (file.hasNext()) {
            heads.add(new Head(file.next(), file));
        }
    }

    static boolean isResource(Path path) {
        String name = path.getFileName().toString();
        return (name.endsWith(".csv") || name.endsWith(".csv.gz")) && !NOT_A_RESOURCE.contains(name);
    }
}
