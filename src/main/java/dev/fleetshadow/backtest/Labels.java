package dev.fleetshadow.backtest;

import dev.fleetshadow.codec.JsonText;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/**
 * What is known of a set of history: when something was wrong with which resource, and from when on a detector is judged.
 *
 * @param scoreFrom by resource; one that is not named is judged from its first record
 */
record Labels(Map<String, List<Label>> events, Map<String, Instant> scoreFrom) {

    private static final List<String> HEADER = List.of("resource", "start", "end", "kind", "metrics");

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
        try (CsvTable table = CsvTable.open(file)) {
            if (!table.header().equals(HEADER)) {
                throw new InvalidUpdateException(
                        "labels.csv: header", String.join(",", table.header()), "write " + String.join(",", HEADER));
            }
            for (CSVRecord row : table) {
                events.computeIfAbsent(row.get(0), none -> new ArrayList<>()).add(label(row));
            }
        }
        return Optional.of(new Labels(events, scoreFrom(directory.resolve("set.json"))));
    }

    private static Label label(CSVRecord row) {
        String place = "labels.csv:" + (row.getRecordNumber() + 1);
        if (!row.isConsistent()) {
            throw new InvalidUpdateException(
                    place + ": row", row.size() + " cells", "write " + String.join(",", HEADER));
        }
        Instant start = instant(place + ": start", row.get("start"));
        Instant end = instant(place + ": end", row.get("end"));
        if (!start.isBefore(end)) {
            throw new InvalidUpdateException(place + ": end", end.toString(), "write a time after the start");
        }
        String metrics = row.get("metrics");
        return new Label(start, end, metrics.isBlank() ? Set.of() : Set.copyOf(List.of(metrics.split(";"))));
    }

    private static Instant instant(String field, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidUpdateException(field, text, "write an ISO-8601 UTC instant");
        }
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
                .forEach((resource, time) -> from.put(resource, instant("set.json: score_from." + resource, time)));
        return from;
    }
}
