package dev.fleetshadow.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Prometheus answers is read series by series; what it does not answer is named. */
class PrometheusJsonTest {

    @Test
    void aSeriesHasLabelsTimesAndValuesAndWhateverElseIsSkipped() throws IOException {
        List<PrometheusSeries> series = read("""
                {"status": "success", "warnings": ["slow"], "data": {"resultType": "matrix", "result": [
                  {"metric": {"__name__": "up", "instance": "a:9100"},
                   "values": [[1767571200, "1"], [1767571260.781, "NaN"], [1767571320, "-Inf"], [1767571380, "1e3"]],
                   "histograms": [[1767571200, {"count": "3", "buckets": [[0, "1", "2", "3"]]}]]},
                  {"values": [], "metric": {}}], "stats": {"seriesFetched": "2"}}}
                """);
        assertThat(series).hasSize(2);
        assertThat(series.get(0).labels()).containsEntry("__name__", "up").containsEntry("instance", "a:9100");
        assertThat(series.get(0).times())
                .startsWith(Instant.ofEpochSecond(1767571200), Instant.ofEpochMilli(1767571260781L));
        assertThat(series.get(0).values()).containsExactly(1.0, Double.NaN, Double.NaN, 1000.0);
        assertThat(series.get(1).times()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"status\":\"error\",\"error\":\"timeout\"} | x.json:1: status: error is not usable",
                "{\"data\":{\"resultType\":\"vector\",\"result\":[]}} | data.resultType: vector is not usable",
                "{\"data\":{\"result\":[[1]]}} | write series as objects",
                "{\"data\":{\"result\":[{\"values\":[[\"1\",\"2\"]]}]}} | time: 1 is not usable",
                "{\"data\":{\"result\":[{\"values\":[[1,\"two\"]]}]}} | value: two is not usable",
                "{\"data\":{\"result\":[{\"values\":[[1,\"2\",3]]}]}} | write samples as",
                "{\"score_from\":{}} | x.json:1: data.result: nothing is not usable",
                "{\"data\":{\"result\":[{\"metric\": | write well-formed JSON",
                "[] | save the answer of",
            })
    void whatIsNoAnswerIsNamed(String document, String words) {
        assertThatThrownBy(() -> read(document))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining("x.json:1")
                .hasMessageContaining(words);
    }

    private static List<PrometheusSeries> read(String document) throws IOException {
        List<PrometheusSeries> series = new ArrayList<>();
        PrometheusJson.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)), "x.json", series::add);
        return series;
    }
}
