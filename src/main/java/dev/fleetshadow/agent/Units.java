package dev.fleetshadow.agent;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds where the kernel lists the processes of systemd's units: slices lie within each other, and instances of one template
 * share a slice of their own.
 */
final class Units {

    /** Of the unified hierarchy, of the one before it, and of both at once. */
    private static final List<String> ROOTS = List.of("", "systemd", "unified");

    /** A machine has some ten slices; one of containers has one for each. */
    private static final int MOST_SLICES = 500;
    /** Within a unit. */
    private static final int MOST_GROUPS = 64;

    private final Path cgroups;
    private final Map<String, Path> known = new HashMap<>();

    Units(Path cgroups) {
        this.cgroups = cgroups;
    }

    /** The group of a unit and those within it; none while it does not run. */
    List<Path> groups(String unit) throws IOException {
        Path group = known.get(unit);
        if (group == null || !Files.isDirectory(group)) {
            known.remove(unit);
            group = search(unit);
        }
        if (group == null) {
            return List.of();
        }
        known.put(unit, group);
        return within(group, "*", MOST_GROUPS);
    }

    private Path search(String unit) throws IOException {
        for (String root : ROOTS) {
            for (Path slice : within(cgroups.resolve(root), "*.slice", MOST_SLICES)) {
                if (Files.isDirectory(slice.resolve(unit))) {
                    return slice.resolve(unit);
                }
            }
        }
        return null;
    }

    /** The directory, and those below it whose names fit the glob, level by level. */
    private static List<Path> within(Path directory, String glob, int most) throws IOException {
        List<Path> found = new ArrayList<>();
        Deque<Path> left = new ArrayDeque<>(List.of(directory));
        while (!left.isEmpty() && found.size() < most) {
            Path next = left.removeFirst();
            if (Files.isDirectory(next)) {
                found.add(next);
                try (DirectoryStream<Path> children = Files.newDirectoryStream(next, glob)) {
                    children.forEach(left::addLast);
                } catch (NoSuchFileException gone) {
                    found.remove(next);
                }
            }
        }
        return found;
    }
}
