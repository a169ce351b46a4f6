package dev.fleetshadow.backtest;

import dev.fleetshadow.bench.Machine;
import dev.fleetshadow.codec.JsonText;
import dev.fleetshadow.settings.FleetShadowOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets the job's scores beside those of other detectors, on labelled sets, by the same scorecard. */
@Command(name = "bench-quality", mixinStandardHelpOptions = true)
final class QualityBenchmark implements Callable<Integer> {

    private static final Path RESULTS = Path.of("target", "bench-quality");

    @Parameters(
            arity = "1..*",
            paramLabel = "DIR",
            description = "A set: <resource>.csv[.gz] with header timestamp,<metric>,…, labels.csv, perhaps set.json.")
    private List<Path> directories;

    @Option(names = "--without-forest", description = "Leaves out Random Cut Forest, which takes most of the time.")
    private boolean withoutForest;

    @Option(names = "--seed", defaultValue = "42", description = "Of the job and of the forest; default 42.")
    private long seed;

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "Any fleet-shadow.* option.")
    private Map<String, String> options = new HashMap<>();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new QualityBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        options.put(FleetShadowOptions.SEED.key(), Long.toString(seed));
        System.out.println(Machine.inWords());
        System.out.println("seed " + seed
                + "; what is frozen learned the part before the judged one, all else each record after its score");
        List<Object> sets = new ArrayList<>();
        for (Path directory : directories) {
            QualitySet set = new QualitySet(directory);
            String words = String.format(
                    Locale.ROOT,
                    "%s: %d resources, %,d records, %d labelled events",
                    set.name(),
                    set.extent.resources(),
                    set.extent.updates(),
                    set.events());
            Map<String, Scorecard> cards = cards(set);
            System.out.printf("%n%s%n%s", words, ScorecardTable.of(cards));
            sets.add(figures(set, cards));
        }
        Path file = RESULTS.resolve("quality.json");
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", Machine.inWords());
        all.put("seed", seed);
        all.put("sets", sets);
        Files.writeString(file, JsonText.of(all) + System.lineSeparator());
        System.out.printf("%nwritten to %s%n", file);
        return 0;
    }

    private Map<String, Scorecard> cards(QualitySet set) throws Exception {
        Map<String, Scorecard> cards = new LinkedHashMap<>();
        String ours = "fleet-shadow";
        cards.put(
                ours,
                set.fleetShadow(
                        RESULTS.resolve(set.name()),
                        options,
                        progress -> say(set, ours, Math.round(100 * progress) + " %")));
        for (Map.Entry<String, Peer.Maker> peer : Peer.all(!withoutForest, seed).entrySet()) {
            cards.put(peer.getKey(), set.peer(peer.getValue(), done -> say(set, peer.getKey(), done.getFileName())));
        }
        say(set, "all", "done");
        System.err.println();
        return cards;
    }

    private static void say(QualitySet set, String detector, Object where) {
        System.err.printf("\r%-12s %-28s %-60s", set.name(), detector, where);
    }

    private static Map<String, Object> figures(QualitySet set, Map<String, Scorecard> cards) {
        Map<String, Object> detectors = new LinkedHashMap<>();
        cards.forEach((name, card) -> detectors.put(name, card.figures()));
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("set", set.name());
        figures.put("resources", set.extent.resources());
        figures.put("records", set.extent.updates());
        figures.put("events", set.events());
        figures.put("detectors", detectors);
        return figures;
    }
}
