package dev.fleetshadow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An id depends on what it stands for and on nothing else. */
class DerivedIdTest {

    private static final Instant TIME = Instant.parse("2026-03-01T12:34:56.789Z");

    @Test
    void anIdWrittenByAnEarlierVersionIsStillTheSame() {
        assertThat(DerivedId.of(TIME, "diagnosis", "web-1", "memory-exhaustion"))
                .isEqualTo("019ca965-0895-8a72-9510-d4a54aaa3176");
    }

    @Test
    void anIdHasTheLayoutOfAVersionEightUuid() {
        UUID id = UUID.fromString(DerivedId.of(TIME, "command", "web-1"));
        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(TIME.toEpochMilli());
    }

    @Test
    void whereOnePartEndsAndTheNextBeginsMatters() {
        assertThat(List.of(
                        DerivedId.of(TIME, "ab", "c"),
                        DerivedId.of(TIME, "a", "bc"),
                        DerivedId.of(TIME, "abc"),
                        DerivedId.of(TIME, "abc", ""),
                        DerivedId.of(TIME, "", "abc")))
                .doesNotHaveDuplicates();
    }

    @Test
    void aDiagnosisMadeAgainHasTheIdOfTheFirst() {
        SymptomTracker tracker = new SymptomTracker(
                List.of(Conditions.sustained("low", Conditions.scoreBelow(40), 1, 1)), Recovery.DEFAULT);
        Symptom symptom =
                tracker.next(Watched.NOTHING, Reports.scored(3, 10)).symptoms().get(1);
        Diagnosis diagnosis = Diagnosis.of(symptom.enteredAt(), symptom);
        assertThat(Diagnosis.of(symptom.enteredAt(), symptom)).isEqualTo(diagnosis);
        assertThat(diagnosis.startedAt()).isEqualTo(Reports.minute(3));
        assertThat(diagnosis.id()).isEqualTo(DerivedId.of(Reports.minute(3), "diagnosis", "web-1", "low"));
    }

    @Test
    void idsSortByTimeAndNeverMeet() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        List<String> ids = new ArrayList<>();
        long millis = TIME.toEpochMilli();
        for (int i = 0; i < 5_000; i++) {
            millis += 1 + random.nextInt(100_000);
            ids.add(DerivedId.of(Instant.ofEpochMilli(millis), "part-" + random.nextInt(3)));
        }
        assertThat(ids).as("seed %d", seed).isSorted();

        Set<String> sameMoment = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            sameMoment.add(DerivedId.of(TIME, "resource-" + i));
        }
        assertThat(sameMoment).hasSize(5_000);
    }
}
