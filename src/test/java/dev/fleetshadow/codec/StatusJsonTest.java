package dev.fleetshadow.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A bad metric costs itself, a bad update costs the update, and both are named. */
class StatusJsonTest {

    @Test
    void theLeastUpdateIsAResourceAndATime() throws IOException {
        StatusUpdate update = decode("{'resource': {'id': 'web-1'}, 'observedAt': '2026-03-01T00:00:00Z'}");
        assertThat(update.resource()).isEqualTo(new Resource("web-1", "resource", "default", null));
        assertThat(update.status()).isEqualTo(ResourceStatus.RUNNING);
        assertThat(update.metrics()).isEmpty();
        assertThat(update.reportedPrediction()).isEmpty();
    }

    @Test
    void unknownFieldsAreIgnored() throws IOException {
        assertThat(decode("{'resource': {'id': 'a', 'x': 1}, 'observedAt': '2026-03-01T00:00:00Z', 'y': [2]}")
                        .resourceId())
                .isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "1e101", "-1e400", "null", "'7'", "true", "{}", "[1]"})
    void aMetricThatIsNoUsableNumberIsLeftOutAndNamed(String value) throws IOException {
        StatusUpdate update = decode("{'resource': {'id': 'a'}, 'observedAt': '2026-03-01T00:00:00Z',"
                + " 'metrics': {'good': 1.5, 'bad': " + value + "}}");
        assertThat(update.metrics()).containsOnlyKeys("good").containsEntry("good", 1.5);
        assertThat(update.unusable()).containsExactly("bad");
    }

    @Test
    void onlyTheFirstTwentyUnusableMetricsAreNamed() throws IOException {
        StringBuilder metrics = new StringBuilder("'m': 1");
        for (int i = 0; i < 50; i++) {
            metrics.append(", 'bad-").append(i).append("': null");
        }
        StatusUpdate update =
                decode("{'resource': {'id': 'a'}, 'observedAt': '2026-03-01T00:00:00Z', 'metrics': {" + metrics + "}}");
        assertThat(update.unusable()).hasSize(StatusUpdate.MAX_UNUSABLE_NAMED);
        assertThat(update.metrics()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | message",
                "7 | message",
                "{} | resource",
                "{'resource': 'a', 'observedAt': '2026-03-01T00:00:00Z'} | resource",
                "{'resource': {}, 'observedAt': '2026-03-01T00:00:00Z'} | resource.id",
                "{'resource': {'id': 7}, 'observedAt': '2026-03-01T00:00:00Z'} | resource.id",
                "{'resource': {'id': ' '}, 'observedAt': '2026-03-01T00:00:00Z'} | resource.id",
                "{'resource': {'id': 'a\\nb'}, 'observedAt': '2026-03-01T00:00:00Z'} | resource.id",
                "{'resource': {'id': 'a', 'labels': {'x': 1}}, 'observedAt': '2026-03-01T00:00:00Z'}"
                        + " | resource.labels.x",
                "{'resource': {'id': 'a'}} | observedAt",
                "{'resource': {'id': 'a'}, 'observedAt': 1772323200} | observedAt",
                "{'resource': {'id': 'a'}, 'observedAt': 'yesterday'} | observedAt",
                "{'resource': {'id': 'a'}, 'observedAt': '-1000000000-01-01T00:00:00Z'} | observedAt",
                "{'resource': {'id': 'a'}, 'observedAt': '+1000000000-12-31T23:59:59Z'} | observedAt",
                "{'resource': {'id': 'a'}, 'observedAt': '2026-03-01T00:00:00Z', 'status': 'fine'} | status",
                "{'resource': {'id': 'a'}, 'observedAt': '2026-03-01T00:00:00Z', 'metrics': [1]} | metrics",
                "{'resource': {'id': 'a'}, 'observedAt': '2026-03-01T00:00:00Z', 'prediction': {}}"
                        + " | prediction.failureMode",
                "{'resource': {'id': 'a'}, 'observedAt': '2026-03-01T00:00:00Z',"
                        + " 'prediction': {'failureMode': 'x'}} | prediction.probability",
                "{'resource': {'id': 'a'}, 'observedAt': '2026-03-01T00:00:00Z',"
                        + " 'prediction': {'failureMode': 'x', 'probability': 1.01}} | prediction.probability",
                "{'resource': {'id': 'a'}, 'observedAt': '2026-03-01T00:00:00Z',"
                        + " 'prediction': {'failureMode': 'x', 'probability': NaN}} | prediction.probability",
            })
    void aFieldThatCannotBeUsedIsNamed(String json, String field) {
        assertThatThrownBy(() -> decode(json))
                .isInstanceOfSatisfying(
                        InvalidUpdateException.class, e -> assertThat(e.field()).isEqualTo(field))
                .hasMessageContaining("is not usable; ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "{} {}", "{'a': }"})
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> decode(text)).isInstanceOfAny(IOException.class, InvalidUpdateException.class);
    }

    @Test
    void aLongValueIsShortenedInTheRefusal() {
        assertThatThrownBy(() -> decode("{'resource': {'id': 'a'}, 'observedAt': '" + "x".repeat(5_000) + "'}"))
                .isInstanceOf(InvalidUpdateException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    private static StatusUpdate decode(String json) throws IOException {
        return StatusJson.decode(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
