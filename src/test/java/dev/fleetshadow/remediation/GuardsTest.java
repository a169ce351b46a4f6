package dev.fleetshadow.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.CommandState;
import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.action.PlaybookStep;
import dev.fleetshadow.action.Selection;
import dev.fleetshadow.census.DomainHold;
import dev.fleetshadow.census.DomainHold.Cause;
import dev.fleetshadow.census.Domains;
import dev.fleetshadow.census.Tally;
import dev.fleetshadow.remediation.Guardrails.Budget;
import dev.fleetshadow.remediation.Guardrails.Doubt;
import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each guardrail withholds what it is there for, lets the near miss through, and holds nothing once it is disabled. */
class GuardsTest {

    @Test
    void inputThatIsTooOldIsNotActedOnUntilItHasCaughtUp() {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        lag(run, Duration.ofMinutes(16));
        run.diagnosed("web-1", "leak", 0);
        assertThat(run.story()).endsWith("WITHHELD input-stale");
        assertThat(run.audit.get(1).reason()).contains("16 min old, 15 are allowed");
        lag(run, Duration.ofMinutes(15));
        assertThat(run.due(1).requests).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"CORRELATED, domain-held", "STALLED, telemetry-stalled"})
    void aMemberOfADomainThatIsHeldIsLeftAloneUntilItIsReleased(Cause cause, String guardrail) {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        String domain = Domains.ofGroup(GroupRun.GROUP);
        DomainHold hold = new DomainHold(domain, cause, 10, 5, GroupRun.minute(1));
        hold(run, new Hold(hold, GroupRun.minute(20)));
        run.diagnosed("web-1", "leak", 1);
        assertThat(run.story()).endsWith("WITHHELD " + guardrail);
        assertThat(run.audit.get(1).reason()).contains("5 of 10 members of group=web");
        assertThat(run.due(19).requests).isEmpty();
        assertThat(run.due(20).requests).hasSize(1);
    }

    @Test
    void aHoldThatIsToldEarlyDoesNotConcernADecisionBeforeIt() {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        hold(run, new Hold(new DomainHold("group=web", Cause.CORRELATED, 10, 5, GroupRun.minute(2)), null));
        assertThat(run.diagnosed("web-1", "leak", 1).requests).hasSize(1);
    }

    @Test
    void aTrippedBreakerStopsEveryGroupUntilItIsResumed() {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        stop(run, Stop.tripped("fleet-shadow", "300 of 1000 raised an alarm", GroupRun.minute(0)));
        run.diagnosed("web-1", "leak", 1);
        assertThat(run.story()).endsWith("WITHHELD tripped");
        assertThat(run.due(60 * 24).requests)
                .as("nobody is called for it either: people know")
                .isEmpty();
        assertThat(run.story()).doesNotContain("ESCALATED");
        stop(run, null);
        assertThat(run.due(60 * 24 + 1).requests).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"DRAINING", "PROVISIONING", "STOPPED"})
    void aResourceOnItsWayInOrOutIsLeftAlone(ResourceStatus status) {
        GroupRun run = GroupRun.in(Mode.ENFORCE);
        run.seen("web-1", status, 20, List.of("leak"), false, 0).diagnosed("web-1", "leak", 0);
        assertThat(run.story()).endsWith("WITHHELD planned");
        run.seen("web-1", ResourceStatus.RUNNING, 20, List.of("leak"), false, 1).due(1);
        assertThat(run.requests).hasSize(1);
    }

    @Test
    void whatIsNoLongerToBeSeenAtTheMomentOfActingIsNotActedOn() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0);
        run.seen("web-1", ResourceStatus.RUNNING, 60, List.of(), false, 5);
        run.approval(run.proposed("web-1"), true, 10);
        assertThat(run.story()).endsWith("APPROVED", "WITHHELD condition-cleared");
        run.seen("web-1", ResourceStatus.RUNNING, 20, List.of("leak"), false, 11)
                .due(11);
        assertThat(run.requests)
                .as("it came back, and the approval still holds")
                .hasSize(1);
    }

    @Test
    void anApprovalIsNoLongerGoodAfterItsTime() {
        GroupRun run = GroupRun.in(Mode.APPROVE).diagnosed("web-1", "leak", 0).pause(true, 1);
        run.approval(run.proposed("web-1"), true, 2).pause(false, 61).due(62);
        assertThat(run.requests).isEmpty();
        assertThat(run.story()).endsWith("RESUMED", "PROPOSED");
    }

    @Test
    void anActionThatNeedsPeersIsNotTakenWithoutOneThatIsWell() {
        GroupRun run =
                GroupRun.with(GroupRun.rules(Mode.ENFORCE, GroupRun.LIMITS, GroupRun.book("redirect-traffic", 100)));
        run.counted(new Tally(3, 2, 1, 3), 0).diagnosed("web-1", "leak", 0);
        assertThat(run.story()).endsWith("WITHHELD no-target");
        run.counted(new Tally(3, 2, 0, 3), 1).due(1);
        assertThat(run.requests).hasSize(1);
    }

    @Test
    void aParameterThatCannotBeFilledInIsNoTargetAndNothingIsSent() {
        PlaybookStep step = new PlaybookStep(
                "restart-service",
                Map.of("service", "${labels.service}"),
                Duration.ofMinutes(10),
                Duration.ofMinutes(10),
                Duration.ofMinutes(60));
        Playbook book = new Playbook("leak", List.of(Glob.of("*")), 100, List.of(step), Selection.STATIC, 8, null);
        GroupRun run = GroupRun.with(GroupRun.rules(Mode.ENFORCE, GroupRun.LIMITS, book))
                .diagnosed("web-1", "leak", 0);
        assertThat(run.requests).isEmpty();
        assertThat(run.story()).endsWith("WITHHELD no-target");
        assertThat(run.audit.get(1).reason()).contains("service", "the resource has no labels.service");
        run.due(5 * 60);
        assertThat(run.story()).endsWith("ESCALATED");
    }

    @ParameterizedTest
    @CsvSource({"11, 6, SENT", "11, 7, WITHHELD healthy-share", "1, 1, SENT", "0, 0, WITHHELD healthy-share"})
    void halfOfTheOthersMustBeWellBeforeOneIsTakenOutOfService(int members, int ill, String story) {
        GroupRun run = GroupRun.in(Mode.ENFORCE).counted(new Tally(members, ill, 0, ill), 0);
        assertThat(run.diagnosed("web-1", "leak", 0).story()).endsWith(story);
    }

    @Test
    void whatTakesNothingOutOfServiceDoesNotAskForTheOthers() {
        GroupRun run = GroupRun.with(GroupRun.rules(Mode.ENFORCE, GroupRun.LIMITS, GroupRun.book("scale-up", 100)));
        run.counted(new Tally(10, 9, 0, 9), 0).diagnosed("web-1", "leak", 0);
        assertThat(run.requests).hasSize(1);
    }

    @Test
    void noMoreCommandsAreSentWithinAnHourThanTheGroupAllows() {
        Guardrails limits = budgeted(new Budget(Amount.of(99), Amount.share(0.03), 0));
        GroupRun run = GroupRun.with(Mode.ENFORCE, limits);
        for (int i = 0; i < 5; i++) {
            run.diagnosed("web-" + i, "leak", i);
        }
        assertThat(run.requests).as("3 %% of 100 members").hasSize(3);
        assertThat(run.story()).endsWith("WITHHELD hourly-budget");
        assertThat(run.due(59).requests).hasSize(3);
        assertThat(run.due(60).requests).hasSize(4);
        assertThat(run.due(61).requests).hasSize(5);
    }

    @Test
    void diagnosticsAreFreeOfBudgets() {
        Guardrails limits = budgeted(new Budget(Amount.of(1), Amount.of(1), 0));
        GroupRun run = GroupRun.with(GroupRun.rules(Mode.ENFORCE, limits, GroupRun.book("collect-diagnostics", 100)));
        run.diagnosed("web-1", "leak", 0).diagnosed("web-2", "leak", 0).diagnosed("web-3", "leak", 0);
        assertThat(run.requests).hasSize(3);
    }

    /** What a policy disables is not asked, and only that. */
    @ParameterizedTest
    @EnumSource(names = {"INPUT_STALE", "CONFIDENCE", "HEALTHY_SHARE", "COOLDOWN"})
    void aDisabledGuardrailWithholdsNothing(Guardrail guardrail) {
        Set<Guardrail> others =
                EnumSet.of(Guardrail.INPUT_STALE, Guardrail.CONFIDENCE, Guardrail.HEALTHY_SHARE, Guardrail.COOLDOWN);
        for (boolean disabled : List.of(true, false)) {
            Set<Guardrail> off = EnumSet.copyOf(others);
            if (!disabled) {
                off.remove(guardrail);
            }
            Guardrails limits = new Guardrails(
                    GroupRun.LIMITS.budget(),
                    GroupRun.LIMITS.patience(),
                    new Doubt(1, 20, Duration.ofHours(1), 0),
                    off);
            GroupRun run = GroupRun.with(Mode.ENFORCE, limits).counted(new Tally(10, 9, 0, 9), 0);
            lag(run, Duration.ofHours(2));
            run.diagnosed("web-1", "leak", 0);
            if (!run.requests.isEmpty()) {
                run.answered(run.request(), CommandState.SUCCESS, 1).recovered("web-1", 2);
                run.diagnosed("web-1", "leak", 3);
            }
            assertThat(run.requests.size() == 2).as("%s disabled", guardrail).isEqualTo(disabled);
        }
    }

    private static Guardrails budgeted(Budget budget) {
        return new Guardrails(budget, GroupRun.LIMITS.patience(), GroupRun.LIMITS.doubt(), Set.of());
    }

    private static void lag(GroupRun run, Duration lag) {
        Situation now = run.situation;
        run.situation = new Situation(
                now.rules(), now.stop(), now.holds(), now.labels(), now.windows(), now.effects(), lag, now.mostLag());
    }

    private static void hold(GroupRun run, Hold hold) {
        Situation now = run.situation;
        run.situation = new Situation(
                now.rules(),
                now.stop(),
                Map.of(hold.hold().domain(), List.of(hold)),
                now.labels(),
                now.windows(),
                now.effects(),
                now.lag(),
                now.mostLag());
    }

    private static void stop(GroupRun run, Stop stop) {
        Situation now = run.situation;
        run.situation = new Situation(
                now.rules(), stop, now.holds(), now.labels(), now.windows(), now.effects(), now.lag(), now.mostLag());
    }
}
