package dev.fleetshadow.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What any detector owes: it draws its line around what it was shown, and says the same after it was stored. */
class SecondOpinionTest {

    private static final int METRICS = 5;

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void mostOfWhatItWasTrainedOnIsImplausibleAsAnAlarmAndWhatIsFarAwayIsNot(SecondOpinion kind) {
        List<byte[]> usual = Imprints.usual(1, 256, METRICS);
        Detector detector = kind.train(usual, 42);
        long anomalous = usual.stream()
                .filter(imprint -> detector.judge(imprint).anomalous())
                .count();
        assertThat(anomalous).isLessThan(5);
        byte[] far = Imprint.of(new double[] {7000, 7000, 7000, 7000, 7000}, METRICS);
        assertThat(detector.judge(far).anomalous()).isTrue();
        assertThat(detector.judge(far).detector()).isEqualTo(kind.toString());
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void theFartherAnyMetricMovesTheMorePlausibleItGets(SecondOpinion kind) {
        Detector detector = kind.train(Imprints.usual(2, 256, METRICS), 42);
        for (int j = 0; j < METRICS; j++) {
            Opinion usual = detector.judge(Imprints.with(METRICS, j, 10));
            Opinion unusual = detector.judge(Imprints.with(METRICS, j, 1000));
            assertThat(usual.margin()).isLessThan(unusual.margin());
            assertThat(usual.plausibility()).isBetween(0.0, unusual.plausibility());
            assertThat(unusual.plausibility()).isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void everyMetricIsComparedWithItself(SecondOpinion kind) {
        List<byte[]> rising = Imprints.usual(6, 256, METRICS);
        rising.forEach(imprint -> {
            for (int j = 0; j < METRICS; j++) {
                imprint[j] += (byte) (20 * j);
            }
        });
        Detector detector = kind.train(rising, 42);
        byte[] falling = new byte[METRICS];
        for (int j = 0; j < METRICS; j++) {
            falling[j] = rising.get(0)[METRICS - 1 - j];
        }
        assertThat(detector.judge(rising.get(0)).plausibility())
                .isLessThan(detector.judge(falling).plausibility());
        assertThat(detector.judge(falling).margin()).isPositive();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void theSameImprintsMakeTheSameDetectorAlsoAfterStoring(SecondOpinion kind) throws IOException {
        List<byte[]> usual = Imprints.usual(3, 120, METRICS);
        Detector detector = kind.train(usual, 42);
        Detector again = kind.train(usual, 42);
        Detector stored = stored(detector);
        for (byte[] probe : Imprints.usual(4, 50, METRICS)) {
            assertThat(again.judge(probe)).isEqualTo(detector.judge(probe));
            assertThat(stored.judge(probe)).isEqualTo(detector.judge(probe));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void metricsThatCameLaterAreIgnored(SecondOpinion kind) {
        Detector detector = kind.train(Imprints.usual(5, 100, METRICS), 42);
        byte[] probe = Imprints.with(METRICS, 2, 50);
        byte[] wider = Arrays.copyOf(probe, METRICS + 2);
        wider[METRICS] = 99;
        assertThat(detector.judge(wider)).isEqualTo(detector.judge(probe));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "NONE")
    void imprintsThatAreAllTheSameCanBeTrainedOn(SecondOpinion kind) {
        Detector detector = kind.train(Collections.nCopies(100, new byte[METRICS]), 42);
        Opinion moved = detector.judge(new byte[] {100, 100, 100, 100, 100});
        assertThat(moved.margin()).isFinite();
        assertThat(detector.judge(new byte[METRICS]).margin()).isFinite().isLessThanOrEqualTo(moved.margin());
    }

    private static Detector stored(Detector detector) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        detector.writeTo(new DataOutputStream(bytes));
        return detector.kind().read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    }
}
