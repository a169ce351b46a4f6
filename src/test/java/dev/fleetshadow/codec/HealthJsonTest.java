package dev.fleetshadow.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A health report says everything it knows, and null where it knows nothing. */
class HealthJsonTest {

    private static final ObjectMapper STRICT = new ObjectMapper();

    @Test
    void everythingKnownIsWritten() throws IOException {
        assertThat(STRICT.readTree(HealthJson.encode(Healths.full()))).isEqualTo(STRICT.readTree("""
                                {"resource": {"id": "web-1", "kind": "service", "group": "web/zone-1",
                                              "labels": {"rack": "r12"}},
                                 "observedAt": "2026-03-01T12:00:00Z", "status": "degraded", "level": "critical",
                                 "score": 21.5, "returnPeriodHours": 900.0, "rawScore": 44.25,
                                 "contributions": [
                                   {"metric": "memory", "observed": 0.9, "expected": 0.5, "sigmas": 6.14,
                                    "channel": "two-days", "share": 0.7},
                                   {"metric": "latency", "observed": 2.0, "expected": 1.0, "sigmas": -3.0,
                                    "channel": "short-change", "share": 0.2}],
                                 "forecasts": [{"metric": "memory", "horizon": "PT1M0.5S", "value": 0.91,
                                                "lower": 0.9, "upper": 0.92, "model": "damped-holt"}],
                                 "timesToLimit": [{"metric": "memory", "limit": 1.0,
                                                   "earliest": "2026-03-01T12:30:00Z",
                                                   "likely": "2026-03-01T13:00:00Z",
                                                   "latest": "2026-03-01T14:00:00Z", "probability": 0.95}],
                                 "prediction": {"failureMode": "memory-exhaustion", "probability": 0.8,
                                                "expectedAt": "2026-03-01T13:00:00Z", "spokenBy": "resource",
                                                "model": "m/1"},
                                 "quality": {"baselineDays": 12.5, "missing": 1, "trimmed": 2, "unusable": ["bad"],
                                             "confidence": 0.9},
                                 "secondOpinion": {"detector": "one-class-svm", "anomalous": true, "margin": 2.75,
                                                   "plausibility": 0.625},
                                 "incident": {"since": "2026-03-01T10:00:00Z", "state": "open"},
                                 "previousScore": 48.25, "wellFor": 0, "announced": true}
                                """));
    }

    @Test
    void whatIsUnknownIsNullOrLeftOutAndTheJsonIsValid() throws IOException {
        JsonNode report = STRICT.readTree(HealthJson.encode(Healths.learning()));
        assertThat(report.get("score").isNull()).isTrue();
        assertThat(report.get("returnPeriodHours").isNull()).isTrue();
        assertThat(report.get("previousScore").isNull()).isTrue();
        assertThat(report.get("wellFor").intValue()).isEqualTo(7);
        assertThat(report.get("announced").booleanValue()).isFalse();
        assertThat(report.get("level").textValue()).isEqualTo("learning");
        assertThat(names(report)).doesNotContain("prediction", "secondOpinion", "incident");
    }

    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        assertThat(HealthJson.decode(HealthJson.encode(Healths.full()))).isEqualTo(Healths.full());
        HealthReport learning = HealthJson.decode(HealthJson.encode(Healths.learning()));
        assertThat(learning.score()).isNaN();
        assertThat(learning.returnPeriodHours()).as("infinite before").isNaN();
        assertThat(learning.wellFor()).isEqualTo(7);
        assertThat(learning.announced()).isFalse();
    }

    @Test
    void aReportOfAnEarlierVersionIsNewsThatNeedsAttention() throws IOException {
        ObjectNode report = (ObjectNode) STRICT.readTree(HealthJson.encode(Healths.learning()));
        report.remove(List.of("previousScore", "wellFor", "announced"));
        HealthReport read = HealthJson.decode(STRICT.writeValueAsBytes(report));
        assertThat(read.previousScore()).isNaN();
        assertThat(read.needsAttention()).isTrue();
        assertThat(read.announced()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT", "5 min", "-PT5M", "PT99999999999999999H", "P400000000D"})
    void aHorizonThatIsNoLengthOfTimeIsNamed(String horizon) throws IOException {
        ObjectNode report = (ObjectNode) STRICT.readTree(HealthJson.encode(Healths.full()));
        ((ObjectNode) report.get("forecasts").get(0)).put("horizon", horizon);
        byte[] bytes = STRICT.writeValueAsBytes(report);
        assertThatThrownBy(() -> HealthJson.decode(bytes))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageStartingWith("forecasts[].horizon: ");
    }

    @Test
    void aSummaryNamesTheLeadingMetricInEveryLanguageAlike() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.GERMANY);
        try {
            assertThat(HealthSummary.decode(HealthJson.encode(Healths.full())))
                    .isEqualTo(new HealthSummary("web-1", Healths.AT, "critical", "degraded", 21.5, "memory +6.1σ"));
        } finally {
            Locale.setDefault(before);
        }
        assertThat(HealthSummary.decode(HealthJson.encode(Healths.learning())))
                .isEqualTo(new HealthSummary("web-1", Healths.AT, "learning", "running", Double.NaN, ""));
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        for (Iterator<String> i = node.fieldNames(); i.hasNext(); ) {
            names.add(i.next());
        }
        return names;
    }
}
