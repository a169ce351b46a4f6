package dev.fleetshadow.cli;

import dev.fleetshadow.codec.JsonText;
import dev.fleetshadow.endpoint.DeadLetterDesk;
import dev.fleetshadow.endpoint.KeptLetter;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists what could not be used, one line each. */
@Command(
        name = "list",
        description = "Lists the latest dead letters: when, why, from where, under which key.",
        mixinStandardHelpOptions = true)
final class DeadLetterListCommand implements Callable<Integer> {

    private static final int MOST = 100_000;
    private static final int WIDEST_KEY = 32;
    private static final int WIDEST_DETAIL = 90;

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private LetterFilter filter;

    @Option(
            names = "--limit",
            defaultValue = "50",
            paramLabel = "NUMBER",
            description = "How many that fit, the latest; at most " + MOST + ". Default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    /** What a line needs of a letter: the letters themselves may be large. */
    private record Line(Instant keptAt, Map<String, Object> cells) {}

    @Override
    public Integer call() throws Exception {
        if (limit < 1 || limit > MOST) {
            throw new ParameterException(
                    spec.commandLine(), "--limit: '%d' is not usable; give 1 to %d".formatted(limit, MOST));
        }
        LetterFilter wanted = filter.at(Instant.now());
        PriorityQueue<Line> latest = new PriorityQueue<>(Comparator.comparing(Line::keptAt));
        long[] fitting = {0};
        try (DeadLetterDesk desk = DeadLetterDesk.open(kafka.settings())) {
            desk.readAll(letter -> {
                if (wanted.fits(letter)) {
                    fitting[0]++;
                    latest.add(line(letter, desk.destination(letter)));
                    if (latest.size() > limit) {
                        latest.remove();
                    }
                }
            });
        }
        PrintWriter out = spec.commandLine().getOut();
        print(latest, out);
        if (!json) {
            out.printf("%d of %d dead letters that fit.%n", Math.min(limit, fitting[0]), fitting[0]);
        }
        out.flush();
        return 0;
    }

    private void print(PriorityQueue<Line> latest, PrintWriter out) {
        TextTable table = new TextTable(7, "ID", "WRITTEN", "REASON", "FROM", "KEY", "REPLAYS", "DETAIL");
        boolean any = !latest.isEmpty();
        while (!latest.isEmpty()) {
            Map<String, Object> cells = latest.remove().cells();
            if (json) {
                out.println(JsonText.line(cells));
            } else {
                table.row(
                        cells.get("id"),
                        cells.get("writtenAt"),
                        ByteText.line((String) cells.get("reason")),
                        ByteText.line((String) cells.get("from")),
                        shortened(String.valueOf(cells.getOrDefault("key", "-")), WIDEST_KEY),
                        cells.get("replays"),
                        shortened((String) cells.get("detail"), WIDEST_DETAIL));
            }
        }
        if (any && !json) {
            out.print(table);
        }
    }

    private static Line line(KeptLetter letter, String destination) {
        Map<String, Object> cells = new LinkedHashMap<>();
        cells.put("id", letter.id());
        cells.put("writtenAt", letter.keptAt().truncatedTo(ChronoUnit.SECONDS).toString());
        cells.put("reason", letter.reason());
        cells.put(
                "from",
                letter.origin()
                        .map(origin -> origin.topic() + "/" + origin.partition() + "/" + origin.offset())
                        .orElse("(read, for " + destination + ")"));
        if (letter.key() != null) {
            cells.put("key", letter.key());
        }
        cells.put("bytes", letter.originalLength());
        cells.put("cut", letter.cut());
        cells.put("replays", letter.replays());
        cells.put("detail", letter.detail());
        return new Line(letter.keptAt(), cells);
    }

    private static String shortened(String text, int widest) {
        String line = ByteText.line(text);
        return line.length() <= widest ? line : line.substring(0, widest - 1) + "…";
    }
}
