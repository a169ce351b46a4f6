package dev.fleetshadow.cli;

import dev.fleetshadow.endpoint.KeptLetter;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.Option;

/** Chooses dead letters by what they say of themselves. */
final class LetterFilter {

    @Option(
            names = "--reason",
            paramLabel = "REASON",
            description = "Only for this reason: empty, too-large, invalid, clock-ahead or resource-limit.")
    private String reason;

    @Option(names = "--topic", paramLabel = "NAME", description = "Only of records that were read from this topic.")
    private String topic;

    @Option(names = "--key", paramLabel = "KEY", description = "Only under this key.")
    private String key;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description =
                    "Only written since then: an instant such as 2026-01-31T22:00:00Z, or so long ago, such as 2h.")
    private String since;

    private Instant from;

    boolean named() {
        return reason != null || topic != null || key != null || since != null;
    }

    /** Reads what was typed, once for all letters. */
    LetterFilter at(Instant now) {
        from = since == null ? Instant.MIN : begin(now);
        return this;
    }

    boolean fits(KeptLetter letter) {
        return (reason == null || reason.equals(letter.reason()))
                && (topic == null
                        || letter.origin()
                                .map(KeptLetter.Origin::topic)
                                .filter(topic::equals)
                                .isPresent())
                && (key == null || key.equals(letter.key()))
                && !letter.keptAt().isBefore(from);
    }

    private Instant begin(Instant now) {
        if (since.endsWith("Z")) {
            try {
                return Instant.parse(since);
            } catch (DateTimeParseException e) {
                throw new RefusedException(
                        "--since: '%s' is not usable; give an instant such as 2026-01-31T22:00:00Z".formatted(since));
            }
        }
        Duration ago = new DurationText().convert(since);
        return now.minus(ago);
    }
}
