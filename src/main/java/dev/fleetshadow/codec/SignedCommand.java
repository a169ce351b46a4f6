package dev.fleetshadow.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fleetshadow.action.CommandSignature;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.action.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A command as it travels, with the proof of who sent it.
 *
 * <p>Signed is the whole message without its member {@code signature}, in the canonical form of RFC 8785: it may be formatted
 * anew on the way, and other languages have libraries for it.
 *
 * @param request read from what was signed, and from nothing else
 * @param signed the text that was signed
 * @param signature {@code null} if there is none
 */
public record SignedCommand(RemediationRequest request, String signed, CommandSignature signature) {

    private static final String SIGNATURE = "signature";

    public static byte[] encode(RemediationRequest request, SigningKey key) {
        byte[] unsigned = CommandJson.encode(request);
        try {
            ObjectNode message = (ObjectNode) Json.MAPPER.readTree(unsigned);
            CommandSignature signature = key.sign(canonical(message));
            message.putObject(SIGNATURE)
                    .put("keyId", signature.keyId())
                    .put("algorithm", signature.algorithm())
                    .put("value", signature.value());
            return Json.MAPPER.writeValueAsBytes(message);
        } catch (IOException e) {
            throw new IllegalStateException("what was just written cannot be read", e);
        }
    }

    /**
     * Reads a command; whether its signature is any good is for {@link dev.fleetshadow.action.TrustedKeys} to say.
     *
     * @throws dev.fleetshadow.telemetry.InvalidUpdateException if a field cannot be used
     * @throws IOException if it is not JSON, or a name stands twice in an object
     */
    public static SignedCommand decode(byte[] bytes) throws IOException {
        Message message = Message.parse(bytes);
        CommandSignature signature = message.object(SIGNATURE)
                .map(given -> new CommandSignature(given.text("keyId"), given.text("algorithm"), given.text("value")))
                .orElse(null);
        String signed = canonical(Json.UNAMBIGUOUS.readTree(bytes));
        return new SignedCommand(CommandJson.decode(signed.getBytes(StandardCharsets.UTF_8)), signed, signature);
    }

    private static String canonical(JsonNode message) {
        ObjectNode unsigned = message.deepCopy();
        unsigned.remove(SIGNATURE);
        return CanonicalJson.of(unsigned);
    }
}
