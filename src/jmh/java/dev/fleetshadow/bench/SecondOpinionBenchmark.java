package dev.fleetshadow.bench;

import dev.fleetshadow.detection.Imprint;
import dev.fleetshadow.detection.Opinion;
import dev.fleetshadow.detection.SecondOpinion;
import dev.fleetshadow.detection.Witness;
import java.io.IOException;
import java.util.Random;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the one-class SVM costs as a second opinion: once a day a training, and for every report below the healthy band a reading and a word. */
@State(Scope.Thread)
public class SecondOpinionBenchmark {

    private static final int OFFERED = 1_000;

    @Param({"5", "20", "38"})
    int metrics;

    private final Random random = new Random(42);
    private final Witness witness = new Witness();
    private final DataOutputSerializer stored = new DataOutputSerializer(16_384);
    private byte[] probe;

    @Setup
    public void learn() throws IOException {
        for (int i = 0; i < OFFERED; i++) {
            witness.offer(imprint(), 42);
        }
        train();
        probe = imprint();
        witness.writeTo(stored);
    }

    @Benchmark
    public void train() {
        witness.train(SecondOpinion.ONE_CLASS_SVM, 0, 42);
    }

    @Benchmark
    public Opinion judge() {
        return witness.judge(probe).orElseThrow();
    }

    @Benchmark
    public Witness read() throws IOException {
        return Witness.readFrom(new DataInputDeserializer(stored.getSharedBuffer(), 0, stored.length()));
    }

    private byte[] imprint() {
        double[] contributions = new double[metrics];
        for (int j = 0; j < metrics; j++) {
            contributions[j] = 10 * Math.exp(random.nextGaussian());
        }
        return Imprint.of(contributions, metrics);
    }
}
