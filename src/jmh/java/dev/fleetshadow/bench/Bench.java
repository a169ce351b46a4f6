package dev.fleetshadow.bench;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks named on the command line, all of them by default, and prints one table of them. */
public final class Bench {

    private static final Path RESULTS = Path.of("target", "bench.json");
    private static final String OURS = "ShadowBenchmark.scoreAndLearn";
    private static final String FOREST = "ForestBenchmark.scoreAndLearn";

    private Bench() {}

    public static void main(String[] args) throws RunnerException, CommandLineOptionException {
        var options = new CommandLineOptions(args);
        System.out.println(Machine.inWords());
        System.out.println("one thread; a week of minutely metrics with a daily wave, seed 42, learned before\n");
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .parent(options)
                        .forks(options.getForkCount().orElse(1))
                        .warmupIterations(options.getWarmupIterations().orElse(3))
                        .warmupTime(options.getWarmupTime().orElse(TimeValue.seconds(2)))
                        .measurementIterations(
                                options.getMeasurementIterations().orElse(5))
                        .measurementTime(options.getMeasurementTime().orElse(TimeValue.seconds(2)))
                        .jvmArgs("-Xmx1g", "-XX:+UseSerialGC")
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .resultFormat(ResultFormatType.JSON)
                        .result(RESULTS.toString())
                        .build())
                .run();
        System.out.printf(
                "%-36s %8s %14s %14s %14s%n",
                "benchmark", "metrics", "followed/model", "µs per update", "bytes per update");
        results.forEach(Bench::print);
        for (String metrics : List.of("5", "20", "38")) {
            double ratio = score(results, FOREST, metrics) / score(results, OURS, metrics);
            if (!Double.isNaN(ratio)) {
                System.out.printf("%s metrics: %.1f times as fast as Random Cut Forest%n", metrics, ratio);
            }
        }
        System.out.println("written to " + RESULTS);
    }

    private static void print(RunResult result) {
        var time = result.getPrimaryResult();
        System.out.printf(
                "%-36s %8s %14s %8.2f ± %4.2f %14.0f%n",
                name(result),
                metrics(result),
                parameter(result, "model", parameter(result, "followed", "")),
                time.getScore(),
                time.getScoreError(),
                result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
    }

    private static double score(Collection<RunResult> results, String name, String metrics) {
        return results.stream()
                .filter(result -> name(result).equals(name) && metrics(result).equals(metrics))
                .mapToDouble(result -> result.getPrimaryResult().getScore())
                .findFirst()
                .orElse(Double.NaN);
    }

    private static String name(RunResult result) {
        return result.getParams().getBenchmark().replaceFirst("^.*\\.(\\w+\\.\\w+)$", "$1");
    }

    private static String metrics(RunResult result) {
        return parameter(result, "metrics", "1");
    }

    private static String parameter(RunResult result, String name, String otherwise) {
        return Objects.requireNonNullElse(result.getParams().getParam(name), otherwise);
    }
}
