package dev.fleetshadow.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Who gives an order, why, and how long to wait for what becomes of it. */
final class OrderOptions {

    @Option(
            names = "--by",
            defaultValue = "${sys:user.name}",
            paramLabel = "NAME",
            description = "Who decides; goes into the audit trail. Default: ${DEFAULT-VALUE}")
    private String by;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; goes into the audit trail.")
    private String reason = "";

    @Option(
            names = "--wait",
            defaultValue = "15s",
            converter = DurationText.class,
            paramLabel = "DURATION",
            description =
                    "How long to wait until the audit trail shows what became of it; entries appear with the job's"
                            + " checkpoints. Default: ${DEFAULT-VALUE}")
    private Duration wait;

    @Option(names = "--no-wait", description = "Do not wait for it.")
    private boolean noWait;

    String by() {
        return by;
    }

    String reason() {
        return reason;
    }

    /** Zero to not wait at all. */
    Duration patience() {
        return noWait ? Duration.ZERO : wait;
    }

    /** For orders of which others must be able to tell why they were given. */
    String requiredReason() {
        if (reason.isBlank()) {
            throw new RefusedException("--reason is missing; say why, others have to understand it");
        }
        return reason;
    }
}
