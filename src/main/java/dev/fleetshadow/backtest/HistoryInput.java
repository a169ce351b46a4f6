package dev.fleetshadow.backtest;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/** Names a history that can be opened as often as needed, also by another thread. */
@FunctionalInterface
public interface HistoryInput extends Serializable {

    History open() throws IOException;

    /** A directory of wide CSV files. */
    static HistoryInput wideCsv(String directory, String group) {
        return () -> WideCsvDirectory.open(Path.of(directory), group);
    }

    /** What {@link SampleSpool} has brought into order. */
    static HistoryInput spooled(String directory, String group) {
        return () -> SpooledFile.open(Path.of(directory), group);
    }
}
