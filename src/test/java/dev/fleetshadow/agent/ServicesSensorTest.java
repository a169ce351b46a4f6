package dev.fleetshadow.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.fleetshadow.settings.WatchedService;
import dev.fleetshadow.settings.WatchedService.By;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesSensorTest {

    private static final Path PROC = Path.of("/proc");
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(10);

    private final List<Process> started = new ArrayList<>();
    private long nanos;

    @TempDir
    Path directory;

    @AfterEach
    void endWhatWasStarted() throws InterruptedException {
        for (Process process : started) {
            end(process);
        }
    }

    @Test
    void aServiceIsKnownByItsPidFileAndItsRestartIsSeen() throws Exception {
        Path file = directory.resolve("pid");
        ServicesSensor sensor = sensor(watched("web", By.PID_FILE, file.toString(), 0));
        Process first = start("sleep", "60");
        Files.writeString(file, first.pid() + "\n");
        assertThat(read(sensor).metrics())
                .containsEntry("service.web.up", 1.0)
                .containsEntry("service.web.threads", 1.0)
                .doesNotContainKey("service.web.cpu.utilization");
        assertThat(read(sensor).metrics())
                .containsEntry("service.web.restarts", 0.0)
                .containsKey("service.web.cpu.utilization");

        end(first);
        Reading down = read(sensor);
        assertThat(down.metrics()).containsOnly(entry("service.web.up", 0.0));
        assertThat(down.status()).isEqualTo(ResourceStatus.DEGRADED);

        Files.writeString(file, Long.toString(start("sleep", "60").pid()));
        assertThat(read(sensor).metrics())
                .containsEntry("service.web.up", 1.0)
                .containsEntry("service.web.restarts", 1.0);
    }

    @Test
    void memoryIsThatOfTheKernelAndAShareOfItsLimit() throws Exception {
        Path file = Files.writeString(
                directory.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
        Reading reading = read(sensor(watched("own", By.PID_FILE, file.toString(), 1L << 30)));
        String status = Files.readString(PROC.resolve("self/status"));
        double told = 1024 * Double.parseDouble(status.replaceAll("(?s).*VmRSS:\\s+(\\d+) kB.*", "$1"));
        double rss = reading.metrics().get("service.own.memory.rss");
        assertThat(rss).isCloseTo(told, Percentage.withPercentage(20));
        assertThat(reading.metrics()).containsEntry("service.own.memory.utilization", rss / (1L << 30));
    }

    /** Java itself tells only the first 4096 bytes of a command line, and the name of a program is often behind its classpath. */
    @ParameterizedTest
    @ValueSource(ints = {10, 4000, 4200, 60_000})
    void aServiceIsKnownByTheEndOfItsCommandLine(int length) throws Exception {
        start("sh", "-c", "read nothing; : " + "x".repeat(length) + " end.of.the.Line");
        assertThat(read(sensor(watched("a", By.COMMAND_LINE, "*end.of.the.Line", 0)))
                        .metrics())
                .containsEntry("service.a.up", 1.0);
        assertThat(read(sensor(watched("a", By.COMMAND_LINE, "*end.of.the.Lane", 0)))
                        .metrics())
                .containsEntry("service.a.up", 0.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "system.slice/worker@1.service",
                "system.slice/system-worker.slice/worker@1.service",
                "systemd/system.slice/worker@1.service",
                "unified/machine.slice/worker@1.service",
                "user.slice/user-1000.slice/worker@1.service",
            })
    void aUnitIsFoundInWhateverSliceItIs(String group) throws Exception {
        long pid = start("sleep", "60").pid();
        ServicesSensor sensor = sensor(watched("u", By.UNIT, "worker@1.service", 0));
        assertThat(read(sensor).status()).isEqualTo(ResourceStatus.DEGRADED);
        procs(group, pid + "\n");
        assertThat(read(sensor).metrics()).containsEntry("service.u.up", 1.0);
        assertThat(read(sensor(watched("u", By.UNIT, "worker@2.service", 0))).metrics())
                .containsEntry("service.u.up", 0.0);
    }

    @Test
    void whatAUnitHasInGroupsOfItsOwnIsItsOwn() throws Exception {
        procs("system.slice/c.service", "");
        procs("system.slice/c.service/payload", start("sleep", "60").pid() + "\n");
        procs("system.slice/c.service/payload/deeper", start("sleep", "60").pid() + "\n");
        assertThat(read(sensor(watched("c", By.UNIT, "c.service", 0))).metrics())
                .containsEntry("service.c.up", 1.0)
                .containsEntry("service.c.threads", 2.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"99999999999", "12a", "-5"})
    void aPidFileThatHoldsNoneIsAProblemOfThatServiceOnly(String text) throws Exception {
        Path wrong = Files.writeString(directory.resolve("wrong"), text);
        Path right = Files.writeString(
                directory.resolve("right"), start("sleep", "60").pid() + "\n");
        ServicesSensor sensor = sensor(
                watched("wrong", By.PID_FILE, wrong.toString(), 0), watched("right", By.PID_FILE, right.toString(), 0));
        Round round = new Round(Instant.EPOCH, INTERVAL);
        assertThatThrownBy(() -> sensor.sense(round))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("process ids");
        assertThat(round.reading().metrics())
                .containsEntry("service.right.up", 1.0)
                .doesNotContainKey("service.wrong.up");
    }

    @Test
    void theResourceHasFailedWithACriticalServiceAndIsDegradedWithAnother() throws Exception {
        String nothing = directory.resolve("nothing").toString();
        WatchedService critical = new WatchedService("a", By.PID_FILE, nothing, 0, true);
        WatchedService other = watched("b", By.PID_FILE, nothing, 0);
        assertThat(read(sensor(critical, other)).status()).isEqualTo(ResourceStatus.FAILED);
        assertThat(read(sensor(other, critical)).status()).isEqualTo(ResourceStatus.FAILED);
        assertThat(read(sensor(other)).status()).isEqualTo(ResourceStatus.DEGRADED);
    }

    private static WatchedService watched(String name, By by, String value, long memoryLimit) {
        return new WatchedService(name, by, value, memoryLimit, false);
    }

    private ServicesSensor sensor(WatchedService... services) {
        return ServicesSensor.of(List.of(services), PROC, directory);
    }

    private Reading read(ServicesSensor sensor) throws IOException {
        nanos += INTERVAL;
        Round round = new Round(Instant.EPOCH.plusNanos(nanos), nanos);
        sensor.sense(round);
        return round.reading();
    }

    private void procs(String group, String pids) throws IOException {
        Path own = Files.createDirectories(directory.resolve(group));
        Files.writeString(own.resolve("cgroup.procs"), pids);
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    private static void end(Process process) throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
}
