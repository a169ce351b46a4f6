package dev.fleetshadow.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are almost a message are read or refused, but never break the job that reads them. */
class MutationTest {

    private static final int MUTATIONS = 400;
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "{}",
            "[]",
            "[1]",
            "7",
            "-1",
            "1.5",
            "1e999",
            "-1e400",
            "NaN",
            "\"\"",
            "\" \"",
            "\"x\"",
            "99999999999999999999999999",
            "\"+1000000000-12-31T23:59:59Z\"",
            "\"-1000000000-01-01T00:00:00Z\"",
            "\"\\u0000\"",
            "\"\\ud800\"",
            "[[[[[]]]]]",
            "{\"a\":{\"b\":null}}");

    static LongStream seeds() {
        return LongStream.range(0, 30);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void changedBytesAreReadOrRefusedWithTheDeclaredExceptions(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Messages messages = new Messages(seed);
        int refused = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            refused += mutate(StatusJson.encode(messages.status()), StatusJson::decode, random);
            refused += mutate(CommandJson.encode(messages.command()), CommandJson::decode, random);
            refused += mutate(ControlJson.encode(messages.control()), ControlJson::decode, random);
            refused += mutate(DiagnosisJson.encode(messages.diagnosis()), DiagnosisJson::decode, random);
            refused += mutate(OutcomeJson.encode(messages.outcome()), OutcomeJson::decode, random);
            refused += mutate(AuditJson.encode(messages.audit()), AuditJson::decode, random);
            refused += mutate(HealthJson.encode(messages.health()), HealthJson::decode, random);
            refused += mutate(HealthJson.encode(Healths.full()), HealthSummary::decode, random);
        }
        assertThat(refused).as("most changes show").isGreaterThan(2 * MUTATIONS);
    }

    private static int mutate(byte[] message, RoundTripTest.Decoding<?> decoding, SplittableRandom random) {
        byte[] changed = random.nextBoolean() ? flipped(message, random) : replaced(message, random);
        try {
            Object read = decoding.decode(changed);
            assertThat(read).isNotNull();
            return 0;
        } catch (InvalidUpdateException e) {
            assertThat(e.field()).isNotBlank();
            return 1;
        } catch (IOException e) {
            return 1;
        } catch (RuntimeException e) {
            return fail("broken by " + new String(changed, StandardCharsets.UTF_8), e);
        }
    }

    private static byte[] flipped(byte[] message, SplittableRandom random) {
        byte[] changed = message.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(5) == 0 ? Arrays.copyOf(changed, random.nextInt(changed.length)) : changed;
    }

    /** Puts another JSON value behind one of the colons. */
    private static byte[] replaced(byte[] message, SplittableRandom random) {
        String text = new String(message, StandardCharsets.UTF_8);
        int colon = text.indexOf("\":", random.nextInt(text.length()));
        int from = colon < 0 ? text.indexOf("\":") + 2 : colon + 2;
        int until = from;
        int depth = 0;
        boolean quoted = false;
        while (depth > 0 || quoted || (text.charAt(until) != ',' && text.charAt(until) != '}')) {
            char c = text.charAt(until++);
            if (quoted && c == '\\') {
                until++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            }
            if (until >= text.length()) {
                return text.substring(0, from).getBytes(StandardCharsets.UTF_8);
            }
        }
        String value = VALUES.get(random.nextInt(VALUES.size()));
        return (text.substring(0, from) + value + text.substring(until)).getBytes(StandardCharsets.UTF_8);
    }
}
