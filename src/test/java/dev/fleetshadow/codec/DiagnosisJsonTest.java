package dev.fleetshadow.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.telemetry.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a diagnosis tells of the time that is left, and of what is lost when nothing is done. */
class DiagnosisJsonTest {

    private static final Instant AT = Instant.parse("2026-01-05T10:15:00Z");

    @Test
    void theLeadTimeIsWrittenWhereTheFailureIsForeseen() {
        assertThat(written(foreseen(AT.plus(Duration.ofMinutes(150)))))
                .contains("\"predictedFailureAt\":\"2026-01-05T12:45:00Z\"", "\"leadTime\":\"PT2H30M\"");
        assertThat(written(foreseen(AT.minusSeconds(90))))
                .as("it was expected earlier")
                .contains("\"leadTime\":\"PT-1M-30S\"");
        assertThat(written(foreseen(null))).doesNotContain("leadTime", "predictedFailureAt");
    }

    @Test
    void whatAnOlderVersionWroteIsNotDestructive() throws IOException {
        String older = written(foreseen(null)).replace(",\"destructive\":true", "");
        assertThat(older).doesNotContain("destructive");
        assertThat(DiagnosisJson.decode(older.getBytes(StandardCharsets.UTF_8)).destructive())
                .isFalse();
        assertThat(DiagnosisJson.decode(DiagnosisJson.encode(foreseen(null))).destructive())
                .isTrue();
    }

    private static Diagnosis foreseen(Instant failure) {
        return new Diagnosis(
                "id", Resource.of("web-1", "web"), "disk-filling", AT, AT, 20, 0.9, List.of(), failure, true);
    }

    private static String written(Diagnosis diagnosis) {
        return new String(DiagnosisJson.encode(diagnosis), StandardCharsets.UTF_8);
    }
}
