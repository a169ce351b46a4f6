package dev.fleetshadow.backtest;

import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.HealthScorer;
import dev.fleetshadow.health.HealthSettings;
import dev.fleetshadow.health.HeapMemory;
import dev.fleetshadow.health.ResourceShadow;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prints how well the second opinion tells real alarms from false ones, beside the score itself.
 *
 * <p>Every resource lives its whole history online, as in the job. An area of 0.5 is a coin, 1 is perfect.
 */
public final class SecondOpinionBenchmark {

    private static final double[] LEVELS = {50, 70};
    private static final double[] MARGINS = {Double.NEGATIVE_INFINITY, 1, 1.5, 2, 2.5, 3, 3.5, Double.POSITIVE_INFINITY
    };

    private SecondOpinionBenchmark() {}

    public static void main(String[] directories) throws IOException {
        for (double level : LEVELS) {
            print(level, alarms(level, directories));
        }
    }

    private static Map<String, List<LabelledAlarm>> alarms(double level, String[] directories) throws IOException {
        Map<String, List<LabelledAlarm>> alarms = new LinkedHashMap<>();
        List<LabelledAlarm> all = new ArrayList<>();
        for (String directory : directories) {
            Path set = Path.of(directory);
            Labels labels =
                    Labels.read(set).orElseThrow(() -> new IllegalArgumentException(set + " has no labels.csv"));
            List<LabelledAlarm> ofSet = new ArrayList<>();
            for (Path file : files(set)) {
                ofSet.addAll(LabelledAlarm.below(level, life(file), labels));
            }
            alarms.put(set.getFileName().toString(), ofSet);
            all.addAll(ofSet);
        }
        alarms.put("all", all);
        return alarms;
    }

    private static List<HealthReport> life(Path file) throws IOException {
        HealthScorer scorer = new HealthScorer(HealthSettings.DEFAULT);
        ResourceShadow shadow = ResourceShadow.cold();
        HeapMemory cold = new HeapMemory();
        List<HealthReport> low = new ArrayList<>();
        try (WideCsvFile history = WideCsvFile.open(file, "benchmark")) {
            while (history.hasNext()) {
                StatusUpdate update = history.next();
                if (HealthScorer.fresh(shadow, update)) {
                    HealthReport report = scorer.observe(shadow, update, cold);
                    if (report.score() < LEVELS[LEVELS.length - 1]) {
                        low.add(report);
                    }
                }
            }
        }
        return low;
    }

    private static List<Path> files(Path set) throws IOException {
        try (Stream<Path> entries = Files.list(set)) {
            return entries.filter(file -> file.toString().endsWith(".csv.gz"))
                    .sorted()
                    .toList();
        }
    }

    private static void print(double level, Map<String, List<LabelledAlarm>> alarms) {
        System.out.printf("%nalarms below %.0f      real  false   area: score  second opinion%n", level);
        alarms.forEach((set, ofSet) -> {
            RankedAlarms ranked = new RankedAlarms(heard(ofSet));
            System.out.printf(
                    "%-20s %5d %6d %13.3f %15.3f%n",
                    set,
                    ranked.real(),
                    ranked.alarms().size() - ranked.real(),
                    ranked.area(alarm -> -alarm.score()),
                    ranked.area(LabelledAlarm::margin));
        });
        RankedAlarms all = new RankedAlarms(heard(alarms.get("all")));
        double[] curve = all.logistic();
        System.out.printf("plausibility = logistic(%.2f + %.2f margin)%n", curve[0], curve[1]);
        for (int i = 0; i + 1 < MARGINS.length; i++) {
            double from = MARGINS[i];
            double to = MARGINS[i + 1];
            RankedAlarms within = new RankedAlarms(all.alarms().stream()
                    .filter(alarm -> alarm.margin() >= from && alarm.margin() < to)
                    .toList());
            System.out.printf(
                    "margin %5.1f to %5.1f %6d %6d%n",
                    from, to, within.real(), within.alarms().size() - within.real());
        }
    }

    private static List<LabelledAlarm> heard(List<LabelledAlarm> alarms) {
        return alarms.stream().filter(alarm -> !Double.isNaN(alarm.margin())).toList();
    }
}
