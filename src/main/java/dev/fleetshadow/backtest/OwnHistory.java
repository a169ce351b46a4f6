package dev.fleetshadow.backtest;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Takes history in the form in which people have it.
 *
 * <p>Told apart by content: a directory of wide CSV; one CSV file with a time, a resource and metrics; an export of
 * Prometheus, or a directory of them. All but the first are brought into order in a temporary directory, which is deleted
 * at the end. Any of the files may be packed by gzip.
 */
public final class OwnHistory implements AutoCloseable {

    private static final String ABOUT_THE_SET = "set.json";

    private final HistoryInput input;
    private final Path labelled;
    private final ScratchDirectory spooled;

    private OwnHistory(HistoryInput input, Path labelled, ScratchDirectory spooled) {
        this.input = input;
        this.labelled = labelled;
        this.spooled = spooled;
    }

    /**
     * Finds out what it is and makes it readable.
     *
     * @param path a file or a directory
     * @param group the group all resources are put in
     * @param says told for people how it was read
     */
    public static OwnHistory of(Path path, String group, HistoryLayout layout, Consumer<String> says)
            throws IOException {
        if (!Files.isDirectory(path)) {
            Path beside = path.toAbsolutePath().getParent();
            return Packed.beginsWith(path, '{')
                    ? spooled(beside, group, spool -> prometheus(List.of(path), layout, spool, says))
                    : spooled(beside, group, spool -> CsvSamples.read(path, layout, spool, says));
        }
        List<Path> tables = WideCsvDirectory.files(path);
        List<Path> exports = tables.isEmpty() ? exports(path) : List.of();
        return exports.isEmpty()
                ? new OwnHistory(HistoryInput.wideCsv(path.toString(), group), path, null)
                : spooled(path, group, spool -> prometheus(exports, layout, spool, says));
    }

    public HistoryInput input() {
        return input;
    }

    /** Where labels would be. */
    public Path labelled() {
        return labelled;
    }

    @Override
    public void close() {
        if (spooled != null) {
            spooled.close();
        }
    }

    /** Reads something into order. */
    @FunctionalInterface
    private interface Reader {
        void read(SampleSpool spool) throws IOException;
    }

    private static OwnHistory spooled(Path labelled, String group, Reader reader) throws IOException {
        ScratchDirectory directory = ScratchDirectory.create("fleet-shadow-history-");
        OwnHistory history =
                new OwnHistory(HistoryInput.spooled(directory.path().toString(), group), labelled, directory);
        try {
            SampleSpool spool = new SampleSpool(directory.path());
            reader.read(spool);
            spool.sort();
            if (spool.resources() == 0) {
                throw new InvalidUpdateException("--input", "no sample in it", "give a history");
            }
            return history;
        } catch (IOException | RuntimeException e) {
            history.close();
            throw e;
        }
    }

    private static void prometheus(List<Path> files, HistoryLayout layout, SampleSpool spool, Consumer<String> says)
            throws IOException {
        PrometheusSamples samples = new PrometheusSamples(layout.resourceLabel(), spool);
        for (Path file : files) {
            samples.read(file);
        }
        says.accept(samples.inWords());
    }

    private static List<Path> exports(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> exports = new ArrayList<>();
            for (Path file : entries.filter(Files::isRegularFile).sorted().toList()) {
                if (!file.getFileName().toString().equals(ABOUT_THE_SET) && Packed.beginsWith(file, '{')) {
                    exports.add(file);
                }
            }
            return exports;
        }
    }
}
