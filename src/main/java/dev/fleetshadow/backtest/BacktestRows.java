package dev.fleetshadow.backtest;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.stream.DeadLetter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;

/** Writes messages as rows of CSV (RFC 4180). */
final class BacktestRows {

    private static final double TIE_BREAK = 0.01;
    private static final double TYPICAL_LOG_SCORE = 10;

    private BacktestRows() {}

    static String score(HealthReport report) {
        return row(
                report.resourceId(),
                report.observedAt(),
                report.scored() ? String.format(Locale.ROOT, "%.8f", ranked(report)) : "",
                lower(report.level()),
                String.join(";", report.ranking()));
    }

    static String diagnosis(Diagnosis diagnosis) {
        return row(
                diagnosis.resource().id(),
                diagnosis.at(),
                diagnosis.failureMode(),
                diagnosis.startedAt(),
                String.format(Locale.ROOT, "%.4f", diagnosis.score()),
                String.format(Locale.ROOT, "%.4f", diagnosis.confidence()),
                String.join("; ", diagnosis.evidence()));
    }

    static String decision(AuditEvent entry) {
        return row(
                entry.group(),
                entry.sequence(),
                entry.at(),
                lower(entry.kind()),
                entry.resourceId(),
                entry.failureMode(),
                entry.action(),
                entry.guardrail(),
                entry.reason());
    }

    static String deadLetter(DeadLetter letter) {
        String key = letter.original() == null
                ? letter.update().resourceId()
                : new String(letter.original().key, StandardCharsets.UTF_8);
        return row(letter.reason().wireName(), key, letter.detail());
    }

    /**
     * The score moved by less than {@value #TIE_BREAK}, so that the raw score still orders what lies beyond the ends
     * of the scale.
     */
    static double ranked(HealthReport report) {
        double rarity = Math.atan(Math.log(report.rawScore()) / TYPICAL_LOG_SCORE) / Math.PI;
        return report.score() * (1 - TIE_BREAK / 100) + TIE_BREAK * (0.5 - rarity);
    }

    /** One line: what is put in order line by line must not be torn. */
    private static String row(Object... cells) {
        return CSVFormat.RFC4180.format(cells).replaceAll("\\R", " ");
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
