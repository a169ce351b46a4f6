package dev.fleetshadow.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fleetshadow.detection.Opinion;
import dev.fleetshadow.forecast.Forecast;
import dev.fleetshadow.forecast.TimeToLimit;
import dev.fleetshadow.health.Channel;
import dev.fleetshadow.health.Contribution;
import dev.fleetshadow.health.DataQuality;
import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.Incident;
import dev.fleetshadow.health.Prediction;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * One health report, {@code dev.fleetshadow.health.v1}; a score that is not known yet is null, and so is whatever else is
 * no finite number. Horizons are told to the millisecond.
 */
public final class HealthJson {

    public static final String TYPE = "dev.fleetshadow.health.v1";

    private static final String ACCEPTED = "new-normal-accepted";
    private static final String OPEN = "open";

    private HealthJson() {}

    /** Reads what {@link #encode} wrote; a report of a version that did not count calm ones yet is as if it were the first. */
    public static HealthReport decode(byte[] bytes) throws IOException {
        Message report = Message.parse(bytes);
        return new HealthReport(
                report.resource(),
                report.instant("observedAt"),
                StatusJson.status(report),
                report.choice("level", HealthLevel.values()),
                report.number("score", Double.NaN),
                report.number("returnPeriodHours", Double.NaN),
                report.number("rawScore", Double.NaN),
                all(report, "contributions", HealthJson::contribution),
                report.list("ranking"),
                all(report, "forecasts", HealthJson::forecast),
                all(report, "timesToLimit", HealthJson::timeToLimit),
                report.object("prediction").map(HealthJson::prediction).orElse(null),
                quality(report.requiredObject("quality")),
                report.object("secondOpinion").map(HealthJson::opinion).orElse(null),
                report.object("incident").map(HealthJson::incident).orElse(null),
                report.number("previousScore", Double.NaN),
                (int) report.whole("wellFor", Integer.MAX_VALUE, 0),
                report.flag("announced", true));
    }

    public static byte[] encode(HealthReport report) {
        return Json.object(json -> {
            StatusJson.resource(json, report.resource());
            json.writeStringField("observedAt", report.observedAt().toString());
            json.writeStringField("status", StatusJson.lower(report.status()));
            json.writeStringField("level", StatusJson.lower(report.level()));
            Json.number(json, "score", report.score());
            Json.number(json, "returnPeriodHours", report.returnPeriodHours());
            Json.number(json, "rawScore", report.rawScore());
            json.writeArrayFieldStart("contributions");
            for (Contribution contribution : report.contributions()) {
                contribution(json, contribution);
            }
            json.writeEndArray();
            if (!report.ranking().isEmpty()) {
                Json.texts(json, "ranking", report.ranking());
            }
            json.writeArrayFieldStart("forecasts");
            for (Forecast forecast : report.forecasts()) {
                forecast(json, forecast);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("timesToLimit");
            for (TimeToLimit time : report.timesToLimit()) {
                timeToLimit(json, time);
            }
            json.writeEndArray();
            if (report.prediction() != null) {
                prediction(json, report.prediction());
            }
            quality(json, report.quality());
            if (report.secondOpinion() != null) {
                opinion(json, report.secondOpinion());
            }
            if (report.incident() != null) {
                incident(json, report.incident());
            }
            Json.number(json, "previousScore", report.previousScore());
            json.writeNumberField("wellFor", report.wellFor());
            json.writeBooleanField("announced", report.announced());
        });
    }

    private static <T> List<T> all(Message report, String field, Function<Message, T> reading) {
        return report.objects(field).stream().map(reading).toList();
    }

    private static Contribution contribution(Message contribution) {
        return new Contribution(
                contribution.text("metric"),
                contribution.number("observed", Double.NaN),
                contribution.number("expected", Double.NaN),
                contribution.number("sigmas", Double.NaN),
                contribution.choice("channel", Channel.values()),
                contribution.number("share", Double.NaN));
    }

    private static void contribution(JsonGenerator json, Contribution contribution) throws IOException {
        json.writeStartObject();
        json.writeStringField("metric", contribution.metric());
        Json.number(json, "observed", contribution.observed());
        Json.number(json, "expected", contribution.expected());
        Json.number(json, "sigmas", contribution.sigmas());
        json.writeStringField("channel", StatusJson.lower(contribution.channel()));
        Json.number(json, "share", contribution.share());
        json.writeEndObject();
    }

    private static Forecast forecast(Message forecast) {
        return new Forecast(
                forecast.text("metric"),
                forecast.duration("horizon").toMillis() / 1000.0,
                forecast.number("value", Double.NaN),
                forecast.number("lower", Double.NaN),
                forecast.number("upper", Double.NaN),
                forecast.text("model"));
    }

    private static void forecast(JsonGenerator json, Forecast forecast) throws IOException {
        json.writeStartObject();
        json.writeStringField("metric", forecast.metric());
        json.writeStringField(
                "horizon",
                Duration.ofMillis(Math.round(forecast.horizonSeconds() * 1000)).toString());
        Json.number(json, "value", forecast.value());
        Json.number(json, "lower", forecast.lower());
        Json.number(json, "upper", forecast.upper());
        json.writeStringField("model", forecast.model());
        json.writeEndObject();
    }

    private static TimeToLimit timeToLimit(Message time) {
        return new TimeToLimit(
                time.text("metric"),
                time.number("limit", Double.NaN),
                time.instant("earliest"),
                time.instant("likely"),
                time.instant("latest", null),
                time.number("probability", Double.NaN));
    }

    private static void timeToLimit(JsonGenerator json, TimeToLimit time) throws IOException {
        json.writeStartObject();
        json.writeStringField("metric", time.metric());
        Json.number(json, "limit", time.limit());
        json.writeStringField("earliest", time.earliest().toString());
        json.writeStringField("likely", time.likely().toString());
        if (time.latest() != null) {
            json.writeStringField("latest", time.latest().toString());
        }
        Json.number(json, "probability", time.probability());
        json.writeEndObject();
    }

    private static Prediction prediction(Message prediction) {
        return new Prediction(
                prediction.text("failureMode"),
                prediction.number("probability"),
                prediction.instant("expectedAt", null),
                prediction.text("spokenBy"),
                prediction.text("model"));
    }

    private static void prediction(JsonGenerator json, Prediction prediction) throws IOException {
        json.writeObjectFieldStart("prediction");
        json.writeStringField("failureMode", prediction.failureMode());
        json.writeNumberField("probability", prediction.probability());
        if (prediction.expectedAt() != null) {
            json.writeStringField("expectedAt", prediction.expectedAt().toString());
        }
        json.writeStringField("spokenBy", prediction.spokenBy());
        json.writeStringField("model", prediction.model());
        json.writeEndObject();
    }

    private static DataQuality quality(Message quality) {
        return new DataQuality(
                quality.number("baselineDays", Double.NaN),
                (int) quality.whole("missing", Integer.MAX_VALUE),
                (int) quality.whole("trimmed", Integer.MAX_VALUE),
                quality.list("unusable"),
                quality.number("confidence", Double.NaN));
    }

    private static void quality(JsonGenerator json, DataQuality quality) throws IOException {
        json.writeObjectFieldStart("quality");
        Json.number(json, "baselineDays", quality.baselineDays());
        json.writeNumberField("missing", quality.missing());
        json.writeNumberField("trimmed", quality.trimmed());
        Json.texts(json, "unusable", quality.unusable());
        Json.number(json, "confidence", quality.confidence());
        json.writeEndObject();
    }

    private static Opinion opinion(Message opinion) {
        return new Opinion(
                opinion.text("detector"), opinion.number("margin", Double.NaN), opinion.number("plausibility"));
    }

    private static void opinion(JsonGenerator json, Opinion opinion) throws IOException {
        json.writeObjectFieldStart("secondOpinion");
        json.writeStringField("detector", opinion.detector());
        json.writeBooleanField("anomalous", opinion.anomalous());
        Json.number(json, "margin", opinion.margin());
        json.writeNumberField("plausibility", opinion.plausibility());
        json.writeEndObject();
    }

    private static Incident incident(Message incident) {
        return new Incident(incident.instant("since"), incident.text("state").equals(ACCEPTED));
    }

    private static void incident(JsonGenerator json, Incident incident) throws IOException {
        json.writeObjectFieldStart("incident");
        json.writeStringField("since", incident.since().toString());
        json.writeStringField("state", incident.accepted() ? ACCEPTED : OPEN);
        json.writeEndObject();
    }
}
