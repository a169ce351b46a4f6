package dev.fleetshadow.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.fleetshadow.telemetry.ReportedPrediction;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The native status format, {@code dev.fleetshadow.status.v1}. */
public final class StatusJson {

    public static final String TYPE = "dev.fleetshadow.status.v1";

    private StatusJson() {}

    /** Reads one update; a metric whose value is no usable number is left out and named. */
    public static StatusUpdate decode(byte[] bytes) throws IOException {
        Message message = Message.parse(bytes);
        Map<String, Double> metrics = new HashMap<>();
        List<String> unusable = new ArrayList<>();
        message.object("metrics")
                .ifPresent(given -> given.members().forEach(metric -> {
                    if (usable(metric.getKey(), metric.getValue())) {
                        metrics.put(metric.getKey(), metric.getValue().doubleValue());
                    } else if (unusable.size() < StatusUpdate.MAX_UNUSABLE_NAMED) {
                        unusable.add(shortened(metric.getKey()));
                    }
                }));
        return new StatusUpdate(
                message.resource(),
                message.instant("observedAt"),
                status(message),
                metrics,
                unusable,
                message.object("prediction").map(StatusJson::prediction).orElse(null));
    }

    public static byte[] encode(StatusUpdate update) {
        return Json.object(json -> {
            resource(json, update.resource());
            json.writeStringField("observedAt", update.observedAt().toString());
            json.writeStringField("status", lower(update.status()));
            json.writeObjectFieldStart("metrics");
            for (Map.Entry<String, Double> metric : new TreeMap<>(update.metrics()).entrySet()) {
                json.writeNumberField(metric.getKey(), metric.getValue());
            }
            json.writeEndObject();
            if (update.prediction() != null) {
                prediction(json, update.prediction());
            }
        });
    }

    static void resource(JsonGenerator json, Resource resource) throws IOException {
        json.writeObjectFieldStart("resource");
        json.writeStringField("id", resource.id());
        json.writeStringField("kind", resource.kind());
        json.writeStringField("group", resource.group());
        if (!resource.labels().isEmpty()) {
            Json.texts(json, "labels", resource.labels());
        }
        json.writeEndObject();
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static ResourceStatus status(Message message) {
        String status = message.text("status", "running");
        for (ResourceStatus known : ResourceStatus.values()) {
            if (lower(known).equals(status)) {
                return known;
            }
        }
        throw message.invalid("status", "send provisioning, running, degraded, draining, stopped or failed");
    }

    private static boolean usable(String name, JsonNode value) {
        return !name.isBlank()
                && name.length() <= Resource.MAX_NAME_LENGTH
                && value.isNumber()
                && Math.abs(value.doubleValue()) <= StatusUpdate.LARGEST_MAGNITUDE;
    }

    private static String shortened(String name) {
        return name.length() <= Resource.MAX_NAME_LENGTH ? name : name.substring(0, Resource.MAX_NAME_LENGTH) + "…";
    }

    private static ReportedPrediction prediction(Message prediction) {
        return new ReportedPrediction(
                prediction.text("failureMode"),
                prediction.number("probability"),
                prediction.instant("expectedAt", null),
                prediction.text("model", null));
    }

    private static void prediction(JsonGenerator json, ReportedPrediction prediction) throws IOException {
        json.writeObjectFieldStart("prediction");
        json.writeStringField("failureMode", prediction.failureMode());
        json.writeNumberField("probability", prediction.probability());
        if (prediction.expectedAt() != null) {
            json.writeStringField("expectedAt", prediction.expectedAt().toString());
        }
        json.writeStringField("model", prediction.model());
        json.writeEndObject();
    }
}
