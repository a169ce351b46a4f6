package dev.fleetshadow.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every log score there can be is stored to within half a step. */
class LogScoresTest {

    private static final double HALF_A_STEP = 0.0032;
    private static final double SMALLEST = Math.log(1e-6);

    /** Every metric deviates by the cap in four channels and two that count double, and both smoothers have followed. */
    private static final double LARGEST =
            Math.log(2 * ScoringMethod.DEFAULT.sharpened(8 * Deviations.weight(Deviations.CAP)));

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 719, 720})
    void whatIsReadIsWhatWasWritten(int count) throws IOException {
        double[] scores =
                new SplittableRandom(count).doubles(count, SMALLEST, LARGEST).toArray();
        assertThat(stored(scores)).containsExactly(scores, within(HALF_A_STEP));
    }

    @Test
    void neitherTheSmallestNorTheLargestIsCut() throws IOException {
        assertThat(stored(SMALLEST, LARGEST)).containsExactly(new double[] {SMALLEST, LARGEST}, within(HALF_A_STEP));
    }

    @Test
    void theSecondLayoutIsReadInItsOwnRange() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(2);
        out.writeDouble(10);
        out.writeShort(2);
        out.write(new byte[] {0x00, 0x0F, (byte) 0xFF});
        out.writeShort(0);
        assertThat(CalibrationHistory.readSecondLayout(in(bytes)).sortedHours()).containsExactly(-14, 10);
    }

    private static double[] stored(double... scores) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LogScores.write(new DataOutputStream(bytes), scores);
        return LogScores.read(in(bytes), LogScores.HIGHEST);
    }

    private static DataInputStream in(ByteArrayOutputStream bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
