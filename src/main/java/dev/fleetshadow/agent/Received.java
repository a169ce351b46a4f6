package dev.fleetshadow.agent;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.codec.CommandJson;
import dev.fleetshadow.telemetry.Resource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A command as it came, and what is thought of it. What is claimed serves for an answer only; what is carried out was vouched
 * for.
 *
 * @param claimed as anybody can write it
 * @param request as it was signed; {@code null} where there is a refusal
 * @param refusal why it is not to be obeyed; {@code null} if it is
 */
record Received(RemediationRequest claimed, RemediationRequest request, String refusal) {

    /**
     * Reads and judges a record.
     *
     * @throws IOException if it is no command that could be answered
     */
    static Received read(byte[] value, int mostBytes, Authenticity authenticity) throws IOException {
        RemediationRequest claimed = CommandJson.decode(value);
        if (!answerable(claimed)) {
            throw new IOException("its id or its group cannot be written into an answer");
        }
        if (value.length > mostBytes) {
            return refused(claimed, "the command has %d bytes, at most %d are read".formatted(value.length, mostBytes));
        }
        try {
            Authenticity.Verdict verdict = authenticity.judge(value);
            boolean meant =
                    verdict.refusal() == null && verdict.request().commandId().equals(claimed.commandId());
            return meant
                    ? new Received(claimed, verdict.request(), null)
                    : refused(claimed, Objects.requireNonNullElse(verdict.refusal(), "its id is not the one signed"));
        } catch (IOException | IllegalArgumentException e) {
            return refused(claimed, "the command cannot be read: " + e.getMessage());
        }
    }

    private static Received refused(RemediationRequest claimed, String why) {
        return new Received(claimed, null, why);
    }

    private static boolean answerable(RemediationRequest request) {
        String id = request.commandId();
        return !id.isBlank()
                && id.length() <= Resource.MAX_NAME_LENGTH
                && id.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8
                        .newEncoder()
                        .canEncode(id + request.resource().group());
    }
}
