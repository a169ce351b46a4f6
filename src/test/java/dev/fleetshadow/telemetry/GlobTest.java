package dev.fleetshadow.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A glob knows the star and nothing else. */
class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "*memory*, system.memory.utilization, true",
        "*memory*, MEMORY, true",
        "*memory*, system.mem.utilization, false",
        "*mem.*, system.mem.free, true",
        "*mem.*, system.memory, false",
        "cpu, cpu, true",
        "cpu, cpu0, false",
        "cpu, acpu, false",
        "a.b, axb, false",
        "a*b*c, a--b--c, true",
        "a*b*c, a--c--b, false",
        "'*', '', true",
    })
    void aStarStandsForAnyRunOfCharactersAndADotForADot(String glob, String metric, boolean expected) {
        assertThat(Glob.of(glob).matches(metric)).isEqualTo(expected);
    }

    @Test
    void twoPatternsAreEqualWhenTheirGlobsAre() {
        assertThat(Glob.of("*cpu*"))
                .isEqualTo(Glob.of("*cpu*"))
                .hasSameHashCodeAs(Glob.of("*cpu*"))
                .isNotEqualTo(Glob.of("cpu*"));
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void noCharacterOfAGlobIsTakenForARegularExpression(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String alphabet = "\\EQ.[](){}+?^$|-&ab";
        StringBuilder literal = new StringBuilder();
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
            literal.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        assertThatCode(() -> Glob.of(literal.toString())).doesNotThrowAnyException();
        assertThat(Glob.of(literal.toString()).matches(literal.toString()))
                .as("'%s' matches itself", literal)
                .isTrue();
        assertThat(Glob.of(literal + "*").matches(literal + "tail"))
                .as("'%s*' matches what begins like it", literal)
                .isTrue();
    }
}
