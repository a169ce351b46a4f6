package dev.fleetshadow.codec;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fleetshadow.remediation.ControlKind;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A required field that is missing or of another type is named, in every message. */
class MissingFieldsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Messages MESSAGES = new Messages(1);
    private static final byte[] APPROVAL = ControlJson.encode(MESSAGES.control(ControlKind.APPROVAL));

    private static final Map<String, byte[]> EXAMPLES = Map.of(
            "command", CommandJson.encode(MESSAGES.command()),
            "approval", APPROVAL,
            "diagnosis", DiagnosisJson.encode(MESSAGES.diagnosis()),
            "outcome", OutcomeJson.encode(MESSAGES.outcome()),
            "health", HealthJson.encode(Healths.full()),
            "audit", AuditJson.encode(MESSAGES.audit()));

    private static final Map<String, RoundTripTest.Decoding<?>> DECODERS = Map.of(
            "command", CommandJson::decode,
            "approval", ControlJson::decode,
            "diagnosis", DiagnosisJson::decode,
            "outcome", OutcomeJson::decode,
            "health", HealthJson::decode,
            "audit", AuditJson::decode);

    static Stream<Arguments> requiredFields() {
        return Map.of(
                        "command", "commandId resource action issuedAt expiresAt attempt reason",
                        "approval", "type group commandId approved by at",
                        "diagnosis", "diagnosisId resource failureMode at startedAt confidence",
                        "outcome", "commandId resource state at",
                        "health", "resource observedAt level quality",
                        "audit",
                                "group sequence at kind resourceId failureMode diagnosisId commandId action guardrail"
                                        + " actor reason previousHash hash")
                .entrySet()
                .stream()
                .flatMap(entry ->
                        Stream.of(entry.getValue().split(" ", -1)).map(field -> Arguments.of(entry.getKey(), field)));
    }

    @ParameterizedTest
    @MethodSource("requiredFields")
    void aMissingFieldIsNamed(String kind, String field) throws IOException {
        ObjectNode message = (ObjectNode) JSON.readTree(EXAMPLES.get(kind));
        message.remove(field);
        refused(kind, message, field);
        message.putNull(field);
        refused(kind, message, field);
    }

    @ParameterizedTest
    @MethodSource("requiredFields")
    void aFieldOfAnotherTypeIsNamed(String kind, String field) throws IOException {
        ObjectNode message = (ObjectNode) JSON.readTree(EXAMPLES.get(kind));
        message.putArray(field).add(1);
        refused(kind, message, field);
    }

    static Stream<Arguments> oddFields() {
        return Stream.of(
                Arguments.of("command", "attempt", "1.5"),
                Arguments.of("command", "attempt", "1e12"),
                Arguments.of("audit", "sequence", "0.5"),
                Arguments.of("audit", "sequence", "-1"),
                Arguments.of("audit", "kind", "\"invented\""),
                Arguments.of("outcome", "state", "\"success\""),
                Arguments.of("outcome", "at", "\"+999999999-12-31T23:59:59Z\""),
                Arguments.of("approval", "type", "\"decree\""),
                Arguments.of("approval", "approved", "\"yes\""),
                Arguments.of("health", "level", "\"fine\""),
                Arguments.of("health", "status", "\"fine\""),
                Arguments.of("health", "wellFor", "-1"),
                Arguments.of("health", "announced", "1"),
                Arguments.of("diagnosis", "evidence", "\"one text\""),
                Arguments.of("diagnosis", "evidence", "[1]"),
                Arguments.of("command", "parameters", "[]"));
    }

    @ParameterizedTest
    @MethodSource("oddFields")
    void aValueThatMeansNothingIsNamed(String kind, String field, String value) throws IOException {
        ObjectNode message = (ObjectNode) JSON.readTree(EXAMPLES.get(kind));
        message.set(field, JSON.readTree(value));
        refused(kind, message, field);
    }

    private static void refused(String kind, ObjectNode message, String field) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(message);
        assertThatThrownBy(() -> DECODERS.get(kind).decode(bytes))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageStartingWith(field + ": ");
    }
}
