package dev.fleetshadow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.fleetshadow.telemetry.Resource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What befalls many members of a zone at once is one failure of the zone. */
class CorrelationTrackerTest {

    private static final Resource ZONE = DomainReport.domain("zone=eu-1a", "web", Map.of("zone", "eu-1a"));
    private static final CorrelationTracker TRACKER = new CorrelationTracker(List.of(
            Conditions.sustained("storm", Conditions.correlated(), 3, 2),
            Conditions.sustained("low", Conditions.scoreBelow(40), 1, 1)));

    private final List<Symptom> symptoms = new ArrayList<>();
    private final List<Diagnosis> diagnoses = new ArrayList<>();
    private final List<Integer> recoveries = new ArrayList<>();
    private Watched watched = Watched.NOTHING;
    private List<DiagnosisMatcher.Opening> open = List.of();
    private int minute;

    @Test
    void aGateThatIsHeldLongEnoughIsOneDiagnosisOfTheDomain() {
        for (int i = 0; i < 30; i++) {
            see(12, true);
        }
        assertThat(diagnoses).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.resource())
                    .isEqualTo(new Resource("zone=eu-1a", "failure-domain", "web", Map.of("zone", "eu-1a")));
            assertThat(diagnosis.failureMode()).isEqualTo("storm");
            assertThat(diagnosis.startedAt()).isEqualTo(Reports.minute(0));
            assertThat(diagnosis.at()).isEqualTo(Reports.minute(2));
            assertThat(diagnosis.evidence()).containsExactly("12 of 40 members of zone=eu-1a are unwell");
            assertThat(diagnosis.confidence()).isCloseTo(0.3, within(1e-12));
            assertThat(diagnosis.score()).isNaN();
            assertThat(diagnosis.leadTime()).isEmpty();
        });
    }

    @Test
    void aMinuteTooFewIsANearMissOfWhichNothingIsSaid() {
        for (boolean gated : new boolean[] {true, true, false, true, true, false}) {
            see(12, gated);
        }
        assertThat(symptoms).isEmpty();
        assertThat(watched).isEqualTo(Watched.NOTHING);
    }

    @Test
    void aGateThatOpensForAMomentIsStillTheSameIncidentAndTheNextOneIsANewOne() {
        for (boolean gated : new boolean[] {true, true, true, false, true, false, false, false}) {
            see(12, gated);
        }
        assertThat(symptoms)
                .extracting(Symptom::transition)
                .containsExactly(Transition.ENTERED, Transition.HELD, Transition.LEFT);
        assertThat(recoveries).containsExactly(6);
        assertThat(watched).isEqualTo(Watched.NOTHING);
        for (int i = 0; i < 3; i++) {
            see(40, true);
        }
        assertThat(diagnoses).extracting(Diagnosis::startedAt).containsExactly(Reports.minute(0), Reports.minute(8));
        assertThat(diagnoses.get(1).confidence()).isEqualTo(1);
    }

    @Test
    void noMoreMembersAreUnwellThanThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DomainReport(ZONE, 3, 4, true, Reports.minute(0)))
                .withMessageContaining("zone=eu-1a")
                .withMessageContaining("4");
        assertThat(new DomainReport(ZONE, 0, 0, false, Reports.minute(0)).share())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"group=%s", "zone=a\n%s", "zone=\u0085", "😀%s"})
    void aDomainWhoseNameIsNoIdGetsOneThatIsItsOwn(String name) {
        String key = name.formatted("😀x".repeat(85));
        Resource domain = DomainReport.domain(key, "web", Map.of());
        assertThat(domain.id()).matches("(?s).+#[0-9a-f-]{36}").hasSizeLessThanOrEqualTo(Resource.MAX_NAME_LENGTH);
        assertThat(DomainReport.domain(key, "web", Map.of())).isEqualTo(domain);
        assertThat(DomainReport.domain(key + "y", "web", Map.of()).id()).isNotEqualTo(domain.id());
        assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(domain.id())).isTrue();
    }

    private void see(int unwell, boolean gated) {
        SymptomTracker.Step step =
                TRACKER.next(watched, new DomainReport(ZONE, 40, unwell, gated, Reports.minute(minute)));
        watched = step.after();
        symptoms.addAll(step.symptoms());
        for (Symptom symptom : step.symptoms()) {
            DiagnosisMatcher.Step matched = DiagnosisMatcher.next(open, symptom);
            open = matched.open();
            Optional<Diagnosis> diagnosis = matched.diagnosis();
            diagnosis.ifPresent(diagnoses::add);
        }
        if (step.recovered()) {
            recoveries.add(minute);
        }
        minute++;
    }
}
