package dev.fleetshadow.backtest;

import java.util.List;

/**
 * What a user says about the layout of a history, where guessing is not enough.
 *
 * @param timestampColumn of a CSV file, or {@code null} to guess
 * @param resourceColumn of a CSV file, or {@code null} to guess
 * @param metrics columns of a CSV file that are metrics; empty for all that hold numbers
 * @param resourceLabel of a Prometheus export, or {@code null} to guess
 */
public record HistoryLayout(String timestampColumn, String resourceColumn, List<String> metrics, String resourceLabel) {

    public static final HistoryLayout GUESSED = new HistoryLayout(null, null, List.of(), null);
}
