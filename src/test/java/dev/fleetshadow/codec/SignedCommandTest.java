package dev.fleetshadow.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.action.SigningKey;
import dev.fleetshadow.action.TrustedKeys;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import dev.fleetshadow.telemetry.Resource;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agent believes a command only as it was signed, by a key that it trusts. */
class SignedCommandTest {

    private static final SigningKey KEY = SigningKey.generate();
    private static final SigningKey NEXT = SigningKey.generate();
    private static final SigningKey STRANGER = SigningKey.generate();
    private static final TrustedKeys TRUSTED = new TrustedKeys(List.of(KEY.verifying(), NEXT.verifying()));

    private static final RemediationRequest COMMAND = new RemediationRequest(
            "0192-a",
            new Resource("web-042", "host", "web/eu-1a", Map.of("rack", "r12", "Ähre", "ö\n")),
            "restart-service",
            Map.of("service", "checkout"),
            Instant.parse("2026-11-23T10:15:00Z"),
            Instant.parse("2026-11-23T10:25:00Z"),
            1,
            "memory-exhaustion",
            "d-1",
            23.7,
            List.of("system.memory.utilization +6.1σ"));

    @Test
    void whatWasSignedByATrustedKeyIsBelieved() throws IOException {
        for (SigningKey key : List.of(KEY, NEXT)) {
            byte[] sent = SignedCommand.encode(COMMAND, key);
            assertThat(refusal(sent)).isEmpty();
            assertThat(SignedCommand.decode(sent).request()).isEqualTo(COMMAND);
            assertThat(SignedCommand.decode(sent).signature().keyId())
                    .isEqualTo(key.verifying().id());
        }
    }

    @Test
    void theSameCommandGetsTheSameBytesAgain() {
        assertThat(SignedCommand.encode(COMMAND, KEY)).isEqualTo(SignedCommand.encode(COMMAND, KEY));
    }

    @Test
    void layoutAndOrderAreNotPartOfWhatIsSigned() throws IOException {
        ObjectNode sent = message(SignedCommand.encode(COMMAND, KEY));
        ObjectNode reordered = Json.MAPPER.createObjectNode();
        sent.properties().stream()
                .sorted((a, b) -> b.getKey().compareTo(a.getKey()))
                .forEach(member -> reordered.set(member.getKey(), member.getValue()));
        byte[] formatted =
                Json.MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsBytes(reordered);
        assertThat(refusal(formatted)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commandId",
                "action",
                "issuedAt",
                "expiresAt",
                "resource",
                "parameters",
                "reason",
                "attempt",
                "unknown"
            })
    void whateverIsChangedIsNotBelieved(String field) throws IOException {
        byte[] forged = changed(message -> {
            JsonNode old = message.get(field);
            if (old == null || old.isTextual()) {
                message.put(field, field.endsWith("At") ? "2036-11-23T10:25:00Z" : "restart-host");
            } else if (old.isNumber()) {
                message.put(field, 2);
            } else {
                ((ObjectNode) old).put("service", "billing");
            }
        });
        assertThat(refusal(forged)).hasValue("the signature is not that of the command");
    }

    @Test
    void aParameterThatIsAddedIsNotBelieved() throws IOException {
        byte[] forged = changed(message -> ((ObjectNode) message.get("parameters")).put("force", "true"));
        assertThat(refusal(forged)).hasValue("the signature is not that of the command");
    }

    @Test
    void noSignatureAForeignKeyAndAnotherAlgorithmAreNamed() throws IOException {
        assertThat(refusal(CommandJson.encode(COMMAND))).hasValue("the command is not signed");
        assertThat(refusal(SignedCommand.encode(COMMAND, STRANGER)))
                .hasValue("the command is signed with the key '%s', which is not trusted"
                        .formatted(STRANGER.verifying().id()));
        assertThat(refusal(changed(message -> ((ObjectNode) message.get("signature")).put("algorithm", "none"))))
                .hasValue("the command is signed with 'none', only Ed25519 is accepted");
        assertThat(refusal(changed(message -> message.putNull("signature")))).hasValue("the command is not signed");
    }

    @Test
    void aForeignSignatureUnderATrustedNameIsNotBelieved() throws IOException {
        byte[] foreign = SignedCommand.encode(COMMAND, STRANGER);
        ObjectNode message = message(foreign);
        ((ObjectNode) message.get("signature")).put("keyId", KEY.verifying().id());
        assertThat(refusal(bytes(message))).hasValue("the signature is not that of the command");
    }

    @Test
    void brokenSignaturesAreRefusedAndNotThrown() throws IOException {
        SplittableRandom random = new SplittableRandom(25519);
        String value = message(SignedCommand.encode(COMMAND, KEY))
                .get("signature")
                .get("value")
                .textValue();
        for (int i = 0; i < 500; i++) {
            int at = random.nextInt(value.length() - 2);
            char other = (char) random.nextInt(1, 0x100);
            String broken = random.nextInt(4) == 0 ? value.substring(0, at) : replaced(value, at, other);
            if (!broken.equals(value)) {
                byte[] sent = changed(message -> ((ObjectNode) message.get("signature")).put("value", broken));
                assertThat(refusal(sent)).as(broken).hasValue("the signature is not that of the command");
            }
        }
    }

    @Test
    void aSignatureHasOneFormOnly() throws IOException {
        String value = message(SignedCommand.encode(COMMAND, KEY))
                .get("signature")
                .get("value")
                .textValue();
        int last = value.indexOf('=') - 1;
        String alike = replaced(value, last, (char) (value.charAt(last) + 1));
        assertThat(Base64.getDecoder().decode(alike))
                .isEqualTo(Base64.getDecoder().decode(value));
        byte[] sent = changed(message -> ((ObjectNode) message.get("signature")).put("value", alike));
        assertThat(refusal(sent)).hasValue("the signature is not that of the command");
    }

    @Test
    void aNameThatStandsTwiceIsNotRead() {
        String sent = new String(SignedCommand.encode(COMMAND, KEY), UTF_8);
        String twice = sent.replaceFirst("\"action\":", "\"action\":\"restart-host\",\"action\":");
        assertThatThrownBy(() -> SignedCommand.decode(twice.getBytes(UTF_8)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Duplicate field 'action'");
        String signedTwice = sent.substring(0, sent.length() - 1) + ",\"signature\":{}}";
        assertThatThrownBy(() -> SignedCommand.decode(signedTwice.getBytes(UTF_8)))
                .isInstanceOfAny(IOException.class, InvalidUpdateException.class);
    }

    private static Optional<String> refusal(byte[] sent) throws IOException {
        SignedCommand command = SignedCommand.decode(sent);
        return TRUSTED.refusal(command.signed(), command.signature());
    }

    private static byte[] changed(Consumer<ObjectNode> change) throws IOException {
        ObjectNode message = message(SignedCommand.encode(COMMAND, KEY));
        change.accept(message);
        return bytes(message);
    }

    private static String replaced(String text, int at, char by) {
        return text.substring(0, at) + by + text.substring(at + 1);
    }

    private static ObjectNode message(byte[] bytes) throws IOException {
        return (ObjectNode) Json.MAPPER.readTree(bytes);
    }

    private static byte[] bytes(ObjectNode message) throws IOException {
        return Json.MAPPER.writeValueAsBytes(message);
    }
}
