package dev.fleetshadow.codec;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.RemediationOutcome;
import java.io.IOException;

/** What an agent says of a command, {@code dev.fleetshadow.outcome.v1}. */
public final class OutcomeJson {

    public static final String TYPE = "dev.fleetshadow.outcome.v1";

    private OutcomeJson() {}

    public static RemediationOutcome decode(byte[] bytes) throws IOException {
        Message outcome = Message.parse(bytes);
        Message resource = outcome.requiredObject("resource");
        return new RemediationOutcome(
                outcome.text("commandId"),
                resource.text("id"),
                resource.text("group"),
                state(outcome),
                outcome.instant("at"),
                outcome.text("detail", ""));
    }

    public static byte[] encode(RemediationOutcome outcome) {
        return Json.object(json -> {
            json.writeStringField("commandId", outcome.commandId());
            json.writeObjectFieldStart("resource");
            json.writeStringField("id", outcome.resourceId());
            json.writeStringField("group", outcome.group());
            json.writeEndObject();
            json.writeStringField("state", outcome.state().wireName());
            json.writeStringField("at", outcome.at().toString());
            json.writeStringField("detail", outcome.detail());
        });
    }

    private static CommandState state(Message outcome) {
        String name = outcome.text("state");
        for (CommandState state : CommandState.values()) {
            if (state.wireName().equals(name)) {
                return state;
            }
        }
        throw outcome.invalid("state", "send Pending, InProgress, Success, Failed, TimedOut, Cancelled or Rejected");
    }
}
