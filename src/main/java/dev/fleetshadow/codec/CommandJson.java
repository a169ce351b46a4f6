package dev.fleetshadow.codec;

import dev.fleetshadow.action.RemediationRequest;
import java.io.IOException;

/** A command to one resource, {@code dev.fleetshadow.command.v1}, without its signature. */
public final class CommandJson {

    public static final String TYPE = "dev.fleetshadow.command.v1";

    private CommandJson() {}

    public static RemediationRequest decode(byte[] bytes) throws IOException {
        Message command = Message.parse(bytes);
        Message reason = command.requiredObject("reason");
        return new RemediationRequest(
                command.text("commandId"),
                command.resource(),
                command.text("action"),
                command.texts("parameters"),
                command.instant("issuedAt"),
                command.instant("expiresAt"),
                (int) command.whole("attempt", Integer.MAX_VALUE),
                reason.text("failureMode"),
                reason.text("diagnosisId"),
                reason.number("score", Double.NaN),
                reason.list("evidence"));
    }

    public static byte[] encode(RemediationRequest request) {
        return Json.object(json -> {
            json.writeStringField("commandId", request.commandId());
            StatusJson.resource(json, request.resource());
            json.writeStringField("action", request.action());
            Json.texts(json, "parameters", request.parameters());
            json.writeStringField("issuedAt", request.issuedAt().toString());
            json.writeStringField("expiresAt", request.expiresAt().toString());
            json.writeNumberField("attempt", request.attempt());
            json.writeObjectFieldStart("reason");
            json.writeStringField("failureMode", request.failureMode());
            Json.number(json, "score", request.score());
            json.writeStringField("diagnosisId", request.diagnosisId());
            Json.texts(json, "evidence", request.evidence());
            json.writeEndObject();
        });
    }
}
