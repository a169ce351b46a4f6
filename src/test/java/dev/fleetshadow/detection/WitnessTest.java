package dev.fleetshadow.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A second opinion is bounded in what it remembers and in how often it learns. */
class WitnessTest {

    private static final long DAY = 86_400;

    @Test
    void nothingIsSaidBeforeTheFirstTraining() {
        Witness witness = shown(Witness.FEWEST_TO_TRAIN - 1);
        assertThat(witness.trainingDue(0, DAY)).isFalse();
        assertThat(witness.judge(new double[4])).isEmpty();
        witness.offer(new double[4], 42);
        assertThat(witness.trainingDue(0, DAY)).isTrue();
    }

    @Test
    void trainingIsDueAgainAfterItsIntervalAndNotEarlier() {
        Witness witness = shown(100);
        witness.train(1_000, 42);
        assertThat(witness.trainingDue(1_000 + DAY - 1, DAY)).isFalse();
        assertThat(witness.trainingDue(1_000 + DAY, DAY)).isTrue();
    }

    @Test
    void whatIsStoredDoesNotGrowWithWhatIsOffered() throws IOException {
        assertThat(bytes(shown(10_000)).length).isEqualTo(bytes(shown(Witness.CAPACITY)).length);
    }

    @Test
    void aStoredWitnessSaysAndLearnsTheSame() throws IOException {
        Witness witness = shown(300);
        witness.train(0, 42);
        Witness stored = Witness.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(witness))));
        for (double[] probe : OneClassSvmTest.samples(9, 40, 4)) {
            assertThat(stored.judge(probe)).isEqualTo(witness.judge(probe)).isPresent();
            stored.offer(probe, 42);
            witness.offer(probe, 42);
        }
        assertThat(bytes(stored)).isEqualTo(bytes(witness));
    }

    @Test
    void samplesOfFewerMetricsAreFilledUpWithTheUsual() {
        Witness witness = shown(60);
        OneClassSvmTest.samples(8, 60, 6).forEach(sample -> witness.offer(sample, 42));
        witness.train(0, 42);
        assertThat(witness.judge(new double[] {0, 0, 0, 0, 0, 7}).orElseThrow().anomalous())
                .isTrue();
        assertThat(witness.judge(new double[6]).orElseThrow().anomalous()).isFalse();
    }

    @Test
    void aFeatureKeepsTheSignAndGrowsEverSlower() {
        assertThat(Witness.feature(0)).isZero();
        assertThat(Witness.feature(-5)).isEqualTo(-Witness.feature(5));
        assertThat(Witness.feature(Math.E - 1)).isCloseTo(1, within(1e-12));
        assertThat(Witness.feature(1e100)).isBetween(200.0, 300.0);
    }

    private static Witness shown(int samples) {
        Witness witness = new Witness();
        OneClassSvmTest.samples(7, samples, 4).forEach(sample -> witness.offer(sample, 42));
        return witness;
    }

    private static byte[] bytes(Witness witness) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        witness.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
