package dev.fleetshadow.bench;

import dev.fleetshadow.detection.Subspace;
import dev.fleetshadow.forecast.Outlook;
import dev.fleetshadow.profile.Memories;
import dev.fleetshadow.profile.Memory;
import dev.fleetshadow.profile.ResourceProfile;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The parts of an update that grow with its metrics, each alone. */
@State(Scope.Thread)
public class PartsBenchmark {

    @Param({"5", "20", "38"})
    int metrics;

    private final Subspace subspace = Subspace.cold();
    private final Outlook forecasts = Outlook.cold();
    private Memories memories;
    private Telemetry telemetry;
    private boolean[] present;
    private double[] scored;
    private double[] learned;
    private long record;

    @Setup
    public void learn() {
        telemetry = new Telemetry(metrics, 42);
        ResourceProfile profile = ResourceProfile.cold();
        profile.admit(Telemetry.names(metrics).stream().collect(Collectors.toMap(name -> name, name -> 0.0)), metrics);
        memories = profile.memories();
        subspace.grow(metrics);
        forecasts.grow(metrics);
        present = new boolean[metrics];
        Arrays.fill(present, true);
        scored = new double[metrics];
        learned = new double[metrics];
        for (int i = 0; i < Telemetry.PER_WEEK; i++) {
            memories();
            subspace();
            forecasts();
        }
    }

    @Benchmark
    public double memories() {
        double[] row = telemetry.nextRow();
        double sum = 0;
        for (int j = 0; j < metrics; j++) {
            for (Memory memory : Memory.values()) {
                sum += memories.sigmas(j, memory, row[j]);
            }
            memories.learn(j, row[j], Telemetry.PER_DAY);
        }
        return sum;
    }

    @Benchmark
    public double subspace() {
        double[] row = telemetry.nextRow();
        for (int j = 0; j < metrics; j++) {
            scored[j] = learned[j] = Math.max(-5, Math.min(5, row[j] - 100 * (j + 1)));
        }
        subspace.score(scored, learned, present, record++, Telemetry.PER_DAY);
        return scored[0];
    }

    @Benchmark
    public double forecasts() {
        double[] row = telemetry.nextRow();
        for (int j = 0; j < metrics; j++) {
            forecasts.learn(j, row[j], record, Telemetry.PER_DAY);
        }
        record++;
        return row[0];
    }
}
