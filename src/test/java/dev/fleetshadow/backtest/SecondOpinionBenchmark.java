package dev.fleetshadow.backtest;

import dev.fleetshadow.detection.SecondOpinion;
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
 * Prints how well each detector, as a second opinion, tells real alarms from false ones, beside the score itself.
 *
 * <p>Every resource lives its whole history online, as in the job. An area of 0.5 is a coin, 1 is perfect.
 */
public final class SecondOpinionBenchmark {

    private static final double[] LEVELS = {50, 70};
    private static final List<SecondOpinion> DETECTORS =
            List.of(SecondOpinion.ONE_CLASS_SVM, SecondOpinion.ISOLATION_FOREST);
    private static final double[] MARGINS = {Double.NEGATIVE_INFINITY, 1.5, 2, 2.5, 3, Double.POSITIVE_INFINITY};

    private SecondOpinionBenchmark() {}

    public static void main(String[] directories) throws IOException {
        for (SecondOpinion detector : DETECTORS) {
            Map<Double, Map<String, List<LabelledAlarm>>> alarms = new LinkedHashMap<>();
            for (String directory : directories) {
                collect(Path.of(directory), detector, alarms);
            }
            alarms.forEach((level, bySet) -> print(detector, level, bySet));
        }
    }

    private static void collect(Path set, SecondOpinion detector, Map<Double, Map<String, List<LabelledAlarm>>> alarms)
            throws IOException {
        Labels labels = Labels.read(set).orElseThrow(() -> new IllegalArgumentException(set + " has no labels.csv"));
        for (Path file : files(set)) {
            List<HealthReport> low = life(file, detector);
            for (double level : LEVELS) {
                alarms.computeIfAbsent(level, none -> new LinkedHashMap<>())
                        .computeIfAbsent(set.getFileName().toString(), none -> new ArrayList<>())
                        .addAll(LabelledAlarm.below(level, low, labels));
            }
        }
    }

    private static List<HealthReport> life(Path file, SecondOpinion detector) throws IOException {
        HealthSettings usual = HealthSettings.DEFAULT;
        HealthScorer scorer = new HealthScorer(new HealthSettings(
                usual.maxMetrics(),
                detector,
                usual.trainEvery(),
                usual.seed(),
                usual.followed(),
                usual.counterSuffixes(),
                usual.ranked()));
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

    private static void print(SecondOpinion detector, double level, Map<String, List<LabelledAlarm>> alarms) {
        System.out.printf("%nalarms below %.0f      real  false   area: score %16s%n", level, detector);
        alarms.forEach((set, ofSet) -> printAreas(set, heard(ofSet)));
        RankedAlarms all = heard(alarms.values().stream().flatMap(List::stream).toList());
        printAreas("all", all);
        double[] curve = all.logistic();
        for (int i = 0; i + 1 < MARGINS.length; i++) {
            RankedAlarms within = all.between(MARGINS[i], MARGINS[i + 1]);
            System.out.printf(
                    "margin %5.1f to %5.1f %5d %6d%n", MARGINS[i], MARGINS[i + 1], within.real(), within.notReal());
        }
        System.out.printf("plausibility = logistic(%.2f + %.2f margin)%n", curve[0], curve[1]);
    }

    private static void printAreas(String set, RankedAlarms ranked) {
        System.out.printf(
                "%-20s %5d %6d %13.3f %16.3f%n",
                set,
                ranked.real(),
                ranked.notReal(),
                ranked.area(alarm -> -alarm.score()),
                ranked.area(LabelledAlarm::margin));
    }

    private static RankedAlarms heard(List<LabelledAlarm> alarms) {
        return new RankedAlarms(
                alarms.stream().filter(alarm -> !Double.isNaN(alarm.margin())).toList());
    }
}
