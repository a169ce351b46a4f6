package dev.fleetshadow.codec;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads what Prometheus answers to {@code /api/v1/query_range}: one series is held at a time, however many there are.
 *
 * <p>A mistake is named with the file, the line and the remedy.
 */
public final class PrometheusJson {

    private final String source;
    private final JsonParser json;
    private final Consumer<PrometheusSeries> consumer;
    private boolean seriesFound;

    private PrometheusJson(String source, JsonParser json, Consumer<PrometheusSeries> consumer) {
        this.source = source;
        this.json = json;
        this.consumer = consumer;
    }

    /**
     * Reads all series.
     *
     * @param source what to call the document in an error
     */
    public static void read(InputStream document, String source, Consumer<PrometheusSeries> consumer)
            throws IOException {
        try (JsonParser json = Json.MAPPER.createParser(document)) {
            PrometheusJson export = new PrometheusJson(source, json, consumer);
            json.nextToken();
            export.answer();
            if (!export.seriesFound) {
                throw export.invalid("data.result", "nothing", "save the answer of /api/v1/query_range");
            }
        } catch (JsonProcessingException e) {
            throw new InvalidUpdateException(
                    source + ":" + e.getLocation().getLineNr(), e.getOriginalMessage(), "write well-formed JSON");
        }
    }

    /** The answer, and its {@code data} within. */
    private void answer() throws IOException {
        expect(JsonToken.START_OBJECT, "document", "save the answer of /api/v1/query_range");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "status" -> require("status", "success");
                case "resultType" -> require("data.resultType", "matrix");
                case "data" -> answer();
                case "result" -> result();
                default -> json.skipChildren();
            }
        }
    }

    private void result() throws IOException {
        expect(JsonToken.START_ARRAY, "data.result", "write an array of series");
        seriesFound = true;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            series();
        }
    }

    private void series() throws IOException {
        expect(JsonToken.START_OBJECT, "data.result", "write series as objects");
        Map<String, String> labels = new TreeMap<>();
        List<Instant> times = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "metric" -> labels(labels);
                case "values" -> samples(times, values);
                default -> json.skipChildren();
            }
        }
        consumer.accept(new PrometheusSeries(labels, times, values));
    }

    private void labels(Map<String, String> labels) throws IOException {
        expect(JsonToken.START_OBJECT, "metric", "write labels as an object");
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            labels.put(json.currentName(), json.nextTextValue());
        }
    }

    private void samples(List<Instant> times, List<Double> values) throws IOException {
        expect(JsonToken.START_ARRAY, "values", "write an array of [time, \"value\"]");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(JsonToken.START_ARRAY, "values", "write samples as [time, \"value\"]");
            json.nextToken();
            times.add(time());
            json.nextToken();
            values.add(value());
            json.nextToken();
            expect(JsonToken.END_ARRAY, "values", "write samples as [time, \"value\"]");
        }
    }

    private Instant time() throws IOException {
        if (json.currentToken() == null || !json.currentToken().isNumeric()) {
            throw invalid("time", json.getText(), "write seconds since 1970");
        }
        BigDecimal millis = json.getDecimalValue().movePointRight(3);
        return Instant.ofEpochMilli(millis.longValue());
    }

    /** Prometheus writes numbers as texts, and {@code NaN}, {@code +Inf} and {@code -Inf} among them. */
    private double value() throws IOException {
        String text = json.getText();
        if (text.endsWith("Inf")) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw invalid("value", text, "write a number, NaN, +Inf or -Inf as text");
        }
    }

    private void require(String field, String wanted) throws IOException {
        if (!json.getText().equals(wanted)) {
            throw invalid(field, json.getText(), "save an answer with " + wanted);
        }
    }

    private void expect(JsonToken token, String field, String remedy) throws IOException {
        if (json.currentToken() != token) {
            throw invalid(field, String.valueOf(json.getText()), remedy);
        }
    }

    private InvalidUpdateException invalid(String field, String value, String remedy) {
        int line = json.currentLocation().getLineNr();
        return new InvalidUpdateException(source + ":" + line + ": " + field, value, remedy);
    }
}
