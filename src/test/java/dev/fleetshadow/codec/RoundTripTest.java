package dev.fleetshadow.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read back as it was, whatever the texts and numbers in it. */
class RoundTripTest {

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyMessageComesBackAsItWas(long seed) throws IOException {
        check(seed, Messages::status, StatusJson::encode, StatusJson::decode);
        check(seed, Messages::health, HealthJson::encode, HealthJson::decode);
        check(seed, Messages::command, CommandJson::encode, CommandJson::decode);
        check(seed, Messages::control, ControlJson::encode, ControlJson::decode);
        check(seed, Messages::diagnosis, DiagnosisJson::encode, DiagnosisJson::decode);
        check(seed, Messages::outcome, OutcomeJson::encode, OutcomeJson::decode);
        check(seed, Messages::audit, AuditJson::encode, AuditJson::decode);
    }

    private static <T> void check(
            long seed, Function<Messages, T> making, Function<T, byte[]> encoding, Decoding<T> decoding)
            throws IOException {
        T message = making.apply(new Messages(seed));
        assertThat(decoding.decode(encoding.apply(message))).isEqualTo(message);
    }

    /** Reads one message. */
    @FunctionalInterface
    interface Decoding<T> {
        T decode(byte[] bytes) throws IOException;
    }
}
