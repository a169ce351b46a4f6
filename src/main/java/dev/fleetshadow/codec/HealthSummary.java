package dev.fleetshadow.codec;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;

/**
 * Reads of a health report what a viewer shows in one line.
 *
 * @param status in which the resource says it is; empty if the report does not tell
 * @param score NaN while learning
 * @param cause the leading metric, or empty
 */
public record HealthSummary(
        String resourceId, Instant observedAt, String level, String status, double score, String cause) {

    public static HealthSummary decode(byte[] bytes) throws IOException {
        Message report = Message.parse(bytes);
        String cause = report.objects("contributions").stream()
                .findFirst()
                .map(first -> String.format(Locale.ROOT, "%s %+.1fσ", first.text("metric"), first.number("sigmas", 0)))
                .orElse("");
        return new HealthSummary(
                report.resource().id(),
                report.instant("observedAt"),
                report.text("level"),
                report.text("status", ""),
                report.number("score", Double.NaN),
                cause);
    }
}
