package dev.fleetshadow.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A second opinion is bounded in what it remembers and in how often it learns. */
class WitnessTest {

    private static final SecondOpinion SVM = SecondOpinion.ONE_CLASS_SVM;
    private static final long DAY = 86_400;
    private static final int PER_DAY = 1440;
    private static final int METRICS = 4;

    @Test
    void nothingIsSaidBeforeTheFirstTraining() {
        Witness witness = shown(Witness.FEWEST_TO_TRAIN - 1);
        assertThat(witness.trainingDue(SVM, 0, DAY, 0)).isFalse();
        assertThat(witness.judge(new byte[METRICS])).isEmpty();
        witness.offer(new byte[METRICS], 42);
        assertThat(witness.trainingDue(SVM, 0, DAY, 0)).isTrue();
    }

    @Test
    void trainingIsDueAgainAfterItsIntervalOrWithAnotherDetectorAndNotEarlier() {
        Witness witness = shown(100);
        witness.train(SVM, 1_000, 42);
        assertThat(witness.trainingDue(SVM, 1_000 + DAY - 1, DAY, 0)).isFalse();
        assertThat(witness.trainingDue(SVM, 1_000 + DAY, DAY, 0)).isTrue();
        assertThat(witness.trainingDue(SecondOpinion.ISOLATION_FOREST, 1_001, DAY, 0))
                .isTrue();
    }

    @Test
    void resourcesThatBeganTogetherDoNotTrainTogether() {
        long due = LongStream.range(0, 96)
                .filter(seed -> shown(144).trainingDue(SVM, 0, DAY, seed))
                .count();
        assertThat(due).isEqualTo(49);
    }

    @Test
    void samplesAreDueOftenUntilFullThenSeldomAndNotOnTheFirstDay() {
        assertThat(due(0, 1)).isZero();
        assertThat(due(1, 3)).isEqualTo(2 * 96);
        assertThat(due(10, 20)).isEqualTo(10 * 96 / 5);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void whatIsStoredDoesNotGrowWithWhatIsOffered(SecondOpinion kind) throws IOException {
        assertThat(bytes(shown(10_000)).length).isEqualTo(bytes(shown(Witness.CAPACITY)).length);
        Witness wide = new Witness();
        Imprints.usual(1, 10_000, 38).forEach(imprint -> wide.offer(imprint, 42));
        wide.train(kind, 0, 42);
        assertThat(bytes(wide).length).isLessThan(20 * 1024);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void aStoredWitnessSaysAndLearnsTheSame(SecondOpinion kind) throws IOException {
        Witness witness = shown(300);
        witness.train(kind, 0, 42);
        Witness stored = Witness.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(witness))));
        for (byte[] probe : Imprints.usual(9, 40, METRICS)) {
            assertThat(stored.judge(probe)).isEqualTo(witness.judge(probe)).isPresent();
            stored.offer(probe, 42);
            witness.offer(probe, 42);
        }
        assertThat(bytes(stored)).isEqualTo(bytes(witness));
    }

    @Test
    void samplesOfFewerMetricsAreFilledUpWithNothing() {
        Witness witness = shown(60);
        Imprints.usual(8, 60, METRICS + 2).forEach(sample -> witness.offer(sample, 42));
        witness.train(SVM, 0, 42);
        assertThat(witness.judge(Imprints.with(METRICS + 2, 5, 10)))
                .get()
                .extracting(Opinion::anomalous)
                .isEqualTo(false);
    }

    private static long due(int fromDay, int toDay) {
        return LongStream.range((long) fromDay * PER_DAY, (long) toDay * PER_DAY)
                .filter(record -> Witness.sampleDue(record, PER_DAY, 7))
                .count();
    }

    private static Witness shown(int samples) {
        Witness witness = new Witness();
        Imprints.usual(7, samples, METRICS).forEach(sample -> witness.offer(sample, 42));
        return witness;
    }

    private static byte[] bytes(Witness witness) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        witness.writeTo(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
