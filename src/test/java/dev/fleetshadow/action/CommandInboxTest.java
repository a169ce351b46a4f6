package dev.fleetshadow.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.telemetry.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an agent must not do, and what it answers instead. */
class CommandInboxTest {

    private final CommandInbox inbox = new CommandInbox("web-1", Set.of("restart-service"));

    @Test
    void aCommandForThisResourceInTimeAndOnTheListIsToBeExecuted() {
        assertThat(inbox.refusal(request("c1", "web-1", "restart-service"), minute(9)))
                .isEmpty();
    }

    @Test
    void aRepeatIsAnsweredWithTheRecordedAnswerEvenAfterItsExpiry() {
        RemediationRequest request = request("c1", "web-1", "restart-service");
        RemediationOutcome done = inbox.answer(request, CommandState.SUCCESS, minute(3), "done");
        assertThat(inbox.refusal(request, minute(4))).contains(done);
        assertThat(inbox.refusal(request, minute(500))).contains(done);
    }

    @Test
    void theLatestAnswerIsTheOneThatIsRepeated() {
        RemediationRequest request = request("c1", "web-1", "restart-service");
        inbox.answer(request, CommandState.IN_PROGRESS, minute(1), "begun");
        RemediationOutcome done = inbox.answer(request, CommandState.SUCCESS, minute(3), "done");
        assertThat(inbox.refusal(request, minute(4))).contains(done);
    }

    @Test
    void anExpiredCommandIsRejectedFromTheMomentItExpires() {
        RemediationOutcome outcome = inbox.refusal(request("c1", "web-1", "restart-service"), minute(10))
                .orElseThrow();
        assertThat(outcome.state()).isEqualTo(CommandState.REJECTED);
        assertThat(outcome.detail()).contains("expired").contains(minute(10).toString());
    }

    @Test
    void nothingIsBegunWhileRemediationIsPausedAndWhatWasBegunIsStillAnswered() {
        RemediationRequest begun = request("c1", "web-1", "restart-service");
        inbox.answer(begun, CommandState.IN_PROGRESS, minute(1), "begun");
        inbox.pause("ada");
        RemediationOutcome refused = inbox.refusal(request("c2", "web-1", "restart-service"), minute(2))
                .orElseThrow();
        assertThat(refused.state()).isEqualTo(CommandState.REJECTED);
        assertThat(refused.detail()).isEqualTo("remediation is paused by ada");
        assertThat(inbox.answer(begun, CommandState.SUCCESS, minute(3), "done").state())
                .isEqualTo(CommandState.SUCCESS);
        inbox.resume();
        assertThat(inbox.refusal(request("c3", "web-1", "restart-service"), minute(4)))
                .isEmpty();
    }

    @Test
    void aForeignCommandIsRejectedInTheNameOfThisResource() {
        RemediationOutcome outcome = inbox.refusal(request("c1", "web-2", "restart-service"), minute(1))
                .orElseThrow();
        assertThat(outcome.state()).isEqualTo(CommandState.REJECTED);
        assertThat(outcome.resourceId()).isEqualTo("web-1");
        assertThat(outcome.detail()).contains("web-2");
    }

    @Test
    void anActionThatIsNotOnTheListIsRejected() {
        RemediationOutcome outcome =
                inbox.refusal(request("c1", "web-1", "format-disk"), minute(1)).orElseThrow();
        assertThat(outcome.state()).isEqualTo(CommandState.REJECTED);
        assertThat(outcome.detail()).contains("format-disk");
        assertThat(inbox.refusal(request("c1", "web-1", "format-disk"), minute(2)))
                .contains(outcome);
    }

    @Test
    void theOldestAnswersAreForgottenFirstAndWhatTheyAnsweredIsNotCarriedOutAgain() {
        for (int i = 0; i <= CommandInbox.REMEMBERED; i++) {
            inbox.answer(request("c" + i, "web-1", "restart-service"), CommandState.SUCCESS, minute(1), "done");
        }
        assertThat(inbox.refusal(request("c1", "web-1", "restart-service"), minute(2)))
                .hasValueSatisfying(known -> assertThat(known.state()).isEqualTo(CommandState.SUCCESS));
        assertThat(inbox.refusal(request("c0", "web-1", "restart-service"), minute(2)))
                .hasValueSatisfying(forgotten -> {
                    assertThat(forgotten.state()).isEqualTo(CommandState.REJECTED);
                    assertThat(forgotten.detail()).contains("older than what the agent remembers");
                });
    }

    private static RemediationRequest request(String commandId, String resourceId, String action) {
        return new RemediationRequest(
                commandId,
                Resource.of(resourceId, "web"),
                action,
                Map.of(),
                minute(0),
                minute(10),
                1,
                "leak",
                "d1",
                20,
                List.of());
    }

    private static Instant minute(int minute) {
        return Instant.parse("2026-03-01T00:00:00Z").plus(Duration.ofMinutes(minute));
    }
}
