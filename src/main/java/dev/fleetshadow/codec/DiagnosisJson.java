package dev.fleetshadow.codec;

import dev.fleetshadow.diagnosis.Diagnosis;
import java.io.IOException;

/** One episode's diagnosis, {@code dev.fleetshadow.diagnosis.v1}. */
public final class DiagnosisJson {

    public static final String TYPE = "dev.fleetshadow.diagnosis.v1";

    private DiagnosisJson() {}

    public static Diagnosis decode(byte[] bytes) throws IOException {
        Message diagnosis = Message.parse(bytes);
        return new Diagnosis(
                diagnosis.text("diagnosisId"),
                diagnosis.resource(),
                diagnosis.text("failureMode"),
                diagnosis.instant("at"),
                diagnosis.instant("startedAt"),
                diagnosis.number("score", Double.NaN),
                diagnosis.number("confidence"),
                diagnosis.list("evidence"),
                diagnosis.instant("predictedFailureAt", null),
                diagnosis.flag("destructive", false));
    }

    public static byte[] encode(Diagnosis diagnosis) {
        return Json.object(json -> {
            json.writeStringField("diagnosisId", diagnosis.id());
            StatusJson.resource(json, diagnosis.resource());
            json.writeStringField("failureMode", diagnosis.failureMode());
            json.writeStringField("at", diagnosis.at().toString());
            json.writeStringField("startedAt", diagnosis.startedAt().toString());
            Json.number(json, "score", diagnosis.score());
            json.writeNumberField("confidence", diagnosis.confidence());
            Json.texts(json, "evidence", diagnosis.evidence());
            if (diagnosis.predictedFailureAt() != null) {
                json.writeStringField(
                        "predictedFailureAt", diagnosis.predictedFailureAt().toString());
                json.writeStringField(
                        "leadTime", diagnosis.leadTime().orElseThrow().toString());
            }
            json.writeBooleanField("destructive", diagnosis.destructive());
        });
    }
}
