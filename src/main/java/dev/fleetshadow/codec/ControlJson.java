package dev.fleetshadow.codec;

import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.remediation.ControlMessage;
import java.io.IOException;

/** What an operator tells the running job: {@code approval} of a proposed command, {@code pause} of a group or all. */
public final class ControlJson {

    public static final String APPROVAL_TYPE = "dev.fleetshadow.approval.v1";
    public static final String PAUSE_TYPE = "dev.fleetshadow.pause.v1";

    private ControlJson() {}

    public static ControlMessage decode(byte[] bytes) throws IOException {
        Message control = Message.parse(bytes);
        return switch (control.text("type")) {
            case "approval" -> message(control, ControlKind.APPROVAL, control.text("commandId"), "approved");
            case "pause" -> message(control, ControlKind.PAUSE, "", "paused");
            default -> throw control.invalid("type", "send approval or pause");
        };
    }

    public static byte[] encode(ControlMessage control) {
        return Json.object(json -> {
            boolean approval = control.kind() == ControlKind.APPROVAL;
            json.writeStringField("type", StatusJson.lower(control.kind()));
            json.writeStringField("group", control.scope());
            if (approval) {
                json.writeStringField("commandId", control.commandId());
            }
            json.writeBooleanField(approval ? "approved" : "paused", control.on());
            json.writeStringField("by", control.by());
            json.writeStringField("reason", control.reason());
            json.writeStringField("at", control.at().toString());
        });
    }

    private static ControlMessage message(Message control, ControlKind kind, String commandId, String flag) {
        return new ControlMessage(
                kind,
                control.text("group"),
                commandId,
                control.flag(flag),
                control.text("by"),
                control.text("reason", ""),
                control.instant("at"));
    }
}
