package dev.fleetshadow.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.fleetshadow.action.PlaybookStep;
import dev.fleetshadow.remediation.Guardrail;
import dev.fleetshadow.settings.Policy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scenario goes as it should, and each tells what would be wrong. */
class ScenariosTest {

    @ParameterizedTest
    @MethodSource("dev.fleetshadow.proof.Proof#names")
    void whatMustHoldHolds(String name) {
        Scenario scenario = Scenarios.named(name);
        assertThat(scenario.expectations()).isNotEmpty();
        Comparison played = Grounds.played(name);
        assertThat(scenario.expectations())
                .filteredOn(expectation -> expectation.applies(played.results().keySet()))
                .allSatisfy(expectation -> assertThat(
                                expectation.of(List.of(played)).problems())
                        .as(expectation.sentence())
                        .isEmpty());
    }

    @Test
    void namesAreUniqueAndOthersAreRefused() {
        assertThat(Proof.names()).doesNotHaveDuplicates().hasSize(24);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenarios.named("bad-weather"))
                .withMessageContaining("bad-weather")
                .withMessageContaining("mixed-faults");
    }

    @Test
    void theSameSeedTellsTheSameStory() {
        Scenario scenario = Scenarios.named("dead-agents");
        Result one = Grounds.played(scenario, Grounds.POLICY, Set.of()).of(Variant.STATIC);
        Result same = Grounds.played(scenario, Grounds.POLICY, Set.of()).of(Variant.STATIC);
        assertThat(same).isEqualTo(one);
        assertThat(one.audit()).isNotEmpty();
    }

    @Test
    void everybodyMeetsTheSameFaultsAtTheSameTime() {
        Comparison played = new ProvingGround(Grounds.learned(), Grounds.POLICY, Set.of())
                .play(Scenarios.named("mixed-faults"), EnumSet.of(Variant.NOBODY, Variant.REACTIVE, Variant.STATIC));
        Result left = played.of(Variant.NOBODY);
        assertThat(left.harmful()).hasSize(18);
        for (Variant variant : List.of(Variant.REACTIVE, Variant.STATIC)) {
            assertThat(played.of(variant).faults())
                    .usingElementComparator((one, other) -> one.resourceId().equals(other.resourceId())
                                    && one.startedAt().equals(other.startedAt())
                                    && one.cures().equals(other.cures())
                            ? 0
                            : 1)
                    .isEqualTo(left.faults());
        }
        assertThat(left.sent()).isEmpty();
        assertThat(left.outages()).isEqualTo(18);
        long foreseen = played.of(Variant.STATIC).downtime().total().toMinutes();
        long reactive = played.of(Variant.REACTIVE).downtime().total().toMinutes();
        assertThat(2 * foreseen).isLessThan(reactive);
        assertThat(3 * reactive).isLessThan(left.downtime().total().toMinutes());
    }

    @Test
    void whoLearnsBeginsWithWhatHelpsAndWhoDoesNotBeginsWithTheFirstStep() {
        Scenario scenario = Scenarios.named("wrong-first-action");
        Comparison played = new ProvingGround(Grounds.learned(), Grounds.POLICY, Set.of())
                .play(scenario, EnumSet.of(Variant.STATIC, Variant.ADAPTIVE));
        assertThat(Grounds.broken(scenario, played)).isEmpty();
        assertThat(played.of(Variant.STATIC).sent())
                .filteredOn(sent -> sent.request().attempt() == 1
                        && sent.request().failureMode().equals("memory-exhaustion"))
                .isNotEmpty()
                .allSatisfy(sent -> assertThat(sent.request().action()).isEqualTo("restart-service"));
    }

    @Test
    void whereNothingSettlesAndNobodyLooksAgainTheNoiseOfARestartLeadsToAnotherAction() {
        Scenario scenario = Scenarios.named("reboot-noise");
        Policy hasty = PolicyEdit.playbooks(Grounds.POLICY, book -> PolicyEdit.steps(book, ScenariosTest::hasty));
        assertThat(Grounds.broken(scenario, Grounds.played(scenario, hasty, Set.of(Guardrail.CONDITION_CLEARED))))
                .contains("nothing is done again within two hours of the cure");
    }

    private static PlaybookStep hasty(PlaybookStep step) {
        return new PlaybookStep(
                step.action(), step.parameters(), step.expiresAfter(), Duration.ofSeconds(1), Duration.ofMinutes(15));
    }
}
