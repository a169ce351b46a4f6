package dev.fleetshadow.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fleetshadow.action.AllowedAction;
import dev.fleetshadow.action.CommandState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A program gets its arguments and nothing else, and what it starts does not outlive its time. */
@Timeout(60)
class ActionRunTest {

    @TempDir
    Path directory;

    @Test
    void theExitCodeAndTheEndOfTheOutputAreTold() throws Exception {
        assertThat(shell("echo well; echo done >&2")).isEqualTo(ended(CommandState.SUCCESS, "well\ndone"));
        assertThat(shell("echo broken; exit 3")).isEqualTo(ended(CommandState.FAILED, "exit code 3: broken"));
        assertThat(shell("exit 1")).isEqualTo(ended(CommandState.FAILED, "exit code 1"));
    }

    @Test
    void aProgramThatIsNotThereFails() throws Exception {
        assertThat(run(10, "/nowhere/program").detail()).isEqualTo("there is no program /nowhere/program");
        assertThat(run(10, "no-such-program").state()).isEqualTo(CommandState.FAILED);
        assertThat(run(10, "./relative").state()).isEqualTo(CommandState.FAILED);
    }

    @Test
    void theEnvironmentIsThatOfTheActionAndTheCommandsId() throws Exception {
        assertThat(run(10, "env").detail().lines())
                .containsExactlyInAnyOrder("PATH=/usr/bin:/bin", ActionRun.MARK + "=c-1");
    }

    @Test
    void thereIsNoInputAndTheDirectoryIsThatOfTheAction() throws Exception {
        assertThat(shell("cat; pwd -P").detail())
                .isEqualTo(directory.toRealPath().toString());
    }

    @Test
    void muchOutputIsCutToItsEndAndHoldsNobodyUp() throws Exception {
        ActionRun.Ended ended = shell("head -c 20000000 /dev/zero | tr '\\0' x; printf '\\377\\033[2Jlast'");
        assertThat(ended.state()).isEqualTo(CommandState.SUCCESS);
        assertThat(ended.detail()).hasSizeLessThan(2_000).endsWith("xx\uFFFD\uFFFD[2Jlast");
    }

    @Test
    void atItsTimeoutTheWholeTreeIsEndedAlsoWhatHasLeftIt() throws Exception {
        ActionRun.Ended ended = run(
                1,
                "/bin/sh",
                "-c",
                "sleep 50 & echo $! >> pids; setsid sleep 51 & (setsid sh -c 'echo $$ >> pids; exec sleep 52' &) ; "
                        + "echo begun; echo $$ >> pids; sleep 53");
        assertThat(ended.state()).isEqualTo(CommandState.TIMED_OUT);
        assertThat(ended.detail()).contains("begun");
        assertThat(Files.readAllLines(directory.resolve("pids"))).hasSize(3);
        allGone();
    }

    @Test
    void whoeverInterruptsItEndsTheProgramToo() throws Exception {
        Thread worker =
                new Thread(() -> assertThatThrownBy(() -> run(50, "/bin/sh", "-c", "echo $$ > pids; exec sleep 50"))
                        .isInstanceOf(InterruptedException.class));
        worker.start();
        while (!Files.exists(directory.resolve("pids"))
                || Files.readString(directory.resolve("pids")).isBlank()) {
            worker.join(10);
        }
        worker.interrupt();
        worker.join(10_000);
        assertThat(worker.isAlive()).isFalse();
        allGone();
    }

    private void allGone() throws Exception {
        for (String pid : Files.readAllLines(directory.resolve("pids"))) {
            Optional<ProcessHandle> process = ProcessHandle.of(Long.parseLong(pid));
            if (process.isPresent()) {
                process.get().onExit().get(10, TimeUnit.SECONDS);
            }
        }
    }

    private ActionRun.Ended shell(String script) throws InterruptedException {
        return run(20, "/bin/sh", "-c", script);
    }

    private ActionRun.Ended run(int seconds, String... command) throws InterruptedException {
        AllowedAction action = new AllowedAction(
                "try",
                List.of(command),
                Map.of(),
                Duration.ofSeconds(seconds),
                directory.toString(),
                Map.of("PATH", "/usr/bin:/bin"));
        return new ActionRun(action, action.call(Map.of()).arguments(), "c-1").run();
    }

    private static ActionRun.Ended ended(CommandState state, String detail) {
        return new ActionRun.Ended(state, detail);
    }
}
