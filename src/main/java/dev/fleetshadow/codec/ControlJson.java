package dev.fleetshadow.codec;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.remediation.ControlMessage;
import java.io.IOException;
import java.time.Instant;

/**
 * What an operator tells the running job: {@code approval} of a proposed command, {@code pause} of a group or all,
 * {@code policy}, {@code maintenance}, an announced {@code change}, {@code release} from quarantine.
 */
public final class ControlJson {

    private static final String TYPE_PREFIX = "dev.fleetshadow.";
    private static final String TYPE_SUFFIX = ".v1";

    private ControlJson() {}

    /** The type of such a message as a CloudEvent. */
    public static String type(ControlKind kind) {
        return TYPE_PREFIX + StatusJson.lower(kind) + TYPE_SUFFIX;
    }

    public static ControlMessage decode(byte[] bytes) throws IOException {
        Message control = Message.parse(bytes);
        ControlKind kind = kind(control);
        return new ControlMessage(
                kind,
                switch (kind) {
                    case APPROVAL -> control.text("commandId");
                    case MAINTENANCE, CHANGE -> control.text("id");
                    case PAUSE, POLICY, RELEASE -> "";
                },
                kind == ControlKind.POLICY ? ControlMessage.FLEET : control.text("group"),
                switch (kind) {
                    case RELEASE -> control.text("resource");
                    case MAINTENANCE, CHANGE -> control.text("subject", "");
                    case APPROVAL, PAUSE, POLICY -> "";
                },
                switch (kind) {
                    case APPROVAL -> control.flag("approved");
                    case PAUSE -> control.flag("paused");
                    case MAINTENANCE, CHANGE -> control.flag("announced");
                    case POLICY, RELEASE -> true;
                },
                control.instant("from", null),
                control.instant("until", null),
                kind == ControlKind.POLICY ? control.text("policy") : "",
                control.text("by"),
                control.text("reason", ""),
                control.instant("at"));
    }

    public static byte[] encode(ControlMessage control) {
        return Json.object(json -> {
            json.writeStringField("type", StatusJson.lower(control.kind()));
            json.writeStringField("group", control.scope());
            switch (control.kind()) {
                case APPROVAL -> {
                    json.writeStringField("commandId", control.id());
                    json.writeBooleanField("approved", control.on());
                }
                case PAUSE -> json.writeBooleanField("paused", control.on());
                case POLICY -> json.writeStringField("policy", control.text());
                case MAINTENANCE, CHANGE -> {
                    json.writeStringField("id", control.id());
                    json.writeStringField("subject", control.subject());
                    json.writeBooleanField("announced", control.on());
                    instant(json, "from", control.from());
                    instant(json, "until", control.until());
                }
                case RELEASE -> json.writeStringField("resource", control.subject());
            }
            json.writeStringField("by", control.by());
            json.writeStringField("reason", control.reason());
            json.writeStringField("at", control.at().toString());
        });
    }

    private static void instant(JsonGenerator json, String field, Instant instant) throws IOException {
        if (instant != null) {
            json.writeStringField(field, instant.toString());
        }
    }

    private static ControlKind kind(Message control) {
        String type = control.text("type");
        for (ControlKind kind : ControlKind.values()) {
            if (StatusJson.lower(kind).equals(type)) {
                return kind;
            }
        }
        throw control.invalid("type", "send approval, pause, policy, maintenance, change or release");
    }
}
