package dev.fleetshadow.codec;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import java.io.IOException;

/** One entry of the audit trail, {@code dev.fleetshadow.audit.v1}. */
public final class AuditJson {

    public static final String TYPE = "dev.fleetshadow.audit.v1";

    private AuditJson() {}

    public static AuditEvent decode(byte[] bytes) throws IOException {
        Message entry = Message.parse(bytes);
        return new AuditEvent(
                entry.text("group"),
                entry.whole("sequence", Long.MAX_VALUE),
                entry.instant("at"),
                kind(entry),
                entry.text("resourceId"),
                entry.text("failureMode"),
                entry.text("diagnosisId"),
                entry.text("commandId"),
                entry.text("action"),
                entry.text("guardrail"),
                entry.text("actor"),
                entry.text("reason"),
                entry.texts("details"),
                entry.text("previousHash"),
                entry.text("hash"));
    }

    public static byte[] encode(AuditEvent entry) {
        return Json.object(json -> {
            json.writeStringField("group", entry.group());
            json.writeNumberField("sequence", entry.sequence());
            json.writeStringField("at", entry.at().toString());
            json.writeStringField("kind", StatusJson.lower(entry.kind()));
            json.writeStringField("resourceId", entry.resourceId());
            json.writeStringField("failureMode", entry.failureMode());
            json.writeStringField("diagnosisId", entry.diagnosisId());
            json.writeStringField("commandId", entry.commandId());
            json.writeStringField("action", entry.action());
            json.writeStringField("guardrail", entry.guardrail());
            json.writeStringField("actor", entry.actor());
            json.writeStringField("reason", entry.reason());
            Json.texts(json, "details", entry.details());
            json.writeStringField("previousHash", entry.previousHash());
            json.writeStringField("hash", entry.hash());
        });
    }

    private static AuditKind kind(Message entry) {
        String name = entry.text("kind");
        for (AuditKind kind : AuditKind.values()) {
            if (StatusJson.lower(kind).equals(name)) {
                return kind;
            }
        }
        throw entry.invalid("kind", "this version does not know it");
    }
}
