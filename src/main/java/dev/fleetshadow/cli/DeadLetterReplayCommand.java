package dev.fleetshadow.cli;

import dev.fleetshadow.endpoint.DeadLetterDesk;
import dev.fleetshadow.endpoint.KeptLetter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends what could not be used once more, as it was or repaired. */
@Command(
        name = "replay",
        description = {
            "Sends dead letters again to where they came from: the original bytes under the original key, marked with"
                    + " how often they were replayed.",
            "Of several that say the same only the last is sent. The letters stay where they are: choose with --since"
                    + " what is new."
        },
        mixinStandardHelpOptions = true)
final class DeadLetterReplayCommand implements Callable<Integer> {

    /** More than these are sent only on --yes. */
    private static final int UNASKED = 10;

    /** Their originals are looked up after all others were sent, and each is large. */
    private static final int MOST_CUT = 100;

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private LetterFilter filter;

    @Parameters(
            arity = "0..*",
            paramLabel = "ID",
            description = "Of the letters, as deadletter list prints them; or choose with the options.")
    private List<String> ids = List.of();

    @Option(names = "--dry-run", description = "Say what would be sent, and send nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Send more than " + UNASKED + " letters that fit.")
    private boolean yes;

    @Option(
            names = "--edit",
            paramLabel = "FILE",
            description = "Send what is in this file instead of the bytes of the one letter that is named.")
    private Path edit;

    @Option(
            names = "--most-replays",
            defaultValue = "3",
            paramLabel = "NUMBER",
            description = "What came back so often is not sent any more. Default: ${DEFAULT-VALUE}")
    private int mostReplays;

    private final Set<String> missing = new TreeSet<>();
    private int sent;
    private int refused;

    @Override
    public Integer call() throws Exception {
        check();
        PrintWriter out = spec.commandLine().getOut();
        try (DeadLetterDesk desk = DeadLetterDesk.open(kafka.settings())) {
            ReplayPlan plan = ReplayPlan.of(desk, wanted());
            if (!missing.isEmpty()) {
                throw new RefusedException(
                        "there is no dead letter %s (any more); deadletter list tells which there are"
                                .formatted(String.join(", ", missing)));
            }
            if (plan.size() > UNASKED && !yes && !dryRun) {
                throw new RefusedException("%d letters fit; look at them with --dry-run, then give --yes to send them"
                        .formatted(plan.size()));
            }
            List<KeptLetter> cut = new ArrayList<>();
            desk.readAll(letter -> {
                if (plan.has(letter) && letter.cut() && edit == null) {
                    cut.add(letter);
                    requireFew(cut);
                } else if (plan.has(letter)) {
                    replay(desk, plan, letter, out);
                }
            });
            for (KeptLetter letter : cut) {
                replay(desk, plan, letter, out);
            }
        }
        out.printf("%d %s, %d refused.%n", sent, dryRun ? "would be sent" : "sent", refused);
        out.flush();
        return refused == 0 ? 0 : 1;
    }

    /** Those that are named are checked off. */
    private Predicate<KeptLetter> wanted() {
        LetterFilter fitting = filter.at(Instant.now());
        Set<String> named = new HashSet<>(ids);
        missing.addAll(ids);
        return letter -> {
            missing.remove(letter.id());
            return (named.isEmpty() || named.contains(letter.id())) && fitting.fits(letter);
        };
    }

    private static void requireFew(List<KeptLetter> cut) {
        if (cut.size() > MOST_CUT) {
            throw new RefusedException(
                    "more than %d letters are cut; choose fewer with --since, --topic or --key".formatted(MOST_CUT));
        }
    }

    private void check() {
        if (ids.isEmpty() && !filter.named()) {
            throw new ParameterException(
                    spec.commandLine(), "Name letters, or choose them with --reason, --topic, --key or --since.");
        }
        if (edit != null && ids.size() != 1) {
            throw new ParameterException(spec.commandLine(), "--edit: name the one letter that the file repairs.");
        }
        if (mostReplays < 1 || mostReplays > 100) {
            throw new ParameterException(
                    spec.commandLine(), "--most-replays: '%d' is not usable; give 1 to 100".formatted(mostReplays));
        }
    }

    private void replay(DeadLetterDesk desk, ReplayPlan plan, KeptLetter letter, PrintWriter out) throws IOException {
        Optional<String> refusal =
                edit == null ? plan.refusal(desk, letter, mostReplays) : desk.closed(desk.destination(letter));
        if (refusal.isPresent()) {
            refuse(letter, refusal.get(), out);
            return;
        }
        Optional<byte[]> value = edit == null ? desk.original(letter) : Optional.of(Files.readAllBytes(edit));
        if (value.isEmpty()) {
            refuse(
                    letter,
                    "only its first %d of %d bytes are kept, and the original is not to be read any more; send it anew,"
                                    .formatted(letter.value().length, letter.originalLength())
                            + " or repaired (--edit FILE)",
                    out);
            return;
        }
        int replays = edit == null ? plan.replays(letter) + 1 : 1;
        if (!dryRun) {
            desk.send(letter, value.get(), replays);
        }
        sent++;
        out.printf(
                "%s %s → %s: %d bytes under %s, replay %d%n",
                dryRun ? "would send" : "sent",
                letter.id(),
                desk.destination(letter),
                value.get().length,
                letter.key() == null ? "no key" : "key " + ByteText.line(letter.key()),
                replays);
    }

    private void refuse(KeptLetter letter, String why, PrintWriter out) {
        refused++;
        out.printf("refused %s: %s%n", letter.id(), why);
    }
}
