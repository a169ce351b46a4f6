package dev.fleetshadow.backtest;

import dev.fleetshadow.codec.JsonText;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of a set of history: when something was wrong with which resource, and from when on a detector is judged.
 *
 * @param scoreFrom by resource; one that is not named is judged from its first record
 */
record Labels(Map<String, List<Label>> events, Map<String, Instant> scoreFrom) {

    private static final String HEADER = "resource,start,end,kind,metrics";

    /**
     * One labelled stretch of a resource.
     *
     * @param end exclusive
     * @param metrics those the labellers blame; may be empty
     */
    record Label(Instant start, Instant end, Set<String> metrics) {
        boolean covers(Instant at) {
            return !at.isBefore(start) && at.isBefore(end);
        }
    }

    /** Reads {@code labels.csv}, and {@code set.json} if there is one; empty without labels. */
    static Optional<Labels> read(Path directory) throws IOException {
        Path file = directory.resolve("labels.csv");
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        Map<String, List<Label>> events = new HashMap<>();
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            throw new InvalidUpdateException(
                    "labels.csv: header", lines.isEmpty() ? "" : lines.get(0), "write " + HEADER);
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Set<String> metrics = cells[4].isBlank() ? Set.of() : Set.of(cells[4].split(";"));
            events.computeIfAbsent(cells[0], none -> new ArrayList<>())
                    .add(new Label(Instant.parse(cells[1]), Instant.parse(cells[2]), metrics));
        }
        return Optional.of(new Labels(events, scoreFrom(directory.resolve("set.json"))));
    }

    List<Label> of(String resource) {
        return events.getOrDefault(resource, List.of());
    }

    Optional<Label> at(String resource, Instant time) {
        return of(resource).stream().filter(label -> label.covers(time)).findFirst();
    }

    boolean judged(String resource, Instant time) {
        return !time.isBefore(scoreFrom.getOrDefault(resource, Instant.MIN));
    }

    private static Map<String, Instant> scoreFrom(Path file) throws IOException {
        if (Files.notExists(file)) {
            return Map.of();
        }
        Map<String, Instant> from = new HashMap<>();
        JsonText.texts(Files.readAllBytes(file), "score_from")
                .forEach((resource, time) -> from.put(resource, Instant.parse(time)));
        return from;
    }
}
