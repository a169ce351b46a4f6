package dev.fleetshadow.agent;

import dev.fleetshadow.settings.WatchedService;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * Reads one service: {@code service.NAME.up}, and of its processes together {@code .cpu.utilization} (of one processor),
 * {@code .memory.rss} in bytes, {@code .memory.utilization} (of its limit, or of the machine's memory), {@code .threads},
 * {@code .open_files}, and {@code .restarts} since the round before.
 */
final class ServiceSensor {

    /** Processes are looked for anew so often, and whenever one is gone: a service may have begun more. */
    private static final int ROUNDS_BETWEEN_SEARCHES = 30;

    private static final double NANOS = 1e9;
    private static final double MILLIS = 1e3;

    private final WatchedService service;
    private final ServiceProcesses processes;
    private final OperatingSystem host;
    private final double memoryLimit;
    private final String prefix;
    private Map<Integer, Seen> known = Map.of();
    private long lastNanos;
    private long bornAt;
    private Set<Integer> lastPids = Set.of();
    private int rounds;

    /** A process, and the processor time it had used when it was last looked at; NaN if it is new. */
    private record Seen(OSProcess process, double usedSeconds) {}

    ServiceSensor(WatchedService service, ServiceProcesses processes, OperatingSystem host, long machineMemory) {
        this.service = service;
        this.processes = processes;
        this.host = host;
        this.memoryLimit = service.memoryLimit() == 0 ? machineMemory : service.memoryLimit();
        this.prefix = "service." + service.name() + ".";
    }

    void sense(Round round) throws IOException {
        Map<Integer, Seen> now = look();
        round.put(prefix + "up", now.isEmpty() ? 0 : 1);
        if (now.isEmpty()) {
            round.down(service.critical());
        } else {
            tell(round, now);
        }
        known = now;
        lastNanos = round.nanos();
    }

    /** The processes as they are now, with what they had used before. */
    private Map<Integer, Seen> look() throws IOException {
        Map<Integer, Seen> now = new HashMap<>();
        boolean allThere = !known.isEmpty();
        for (Map.Entry<Integer, Seen> entry : known.entrySet()) {
            OSProcess process = entry.getValue().process();
            double used = usedSeconds(process);
            long born = process.getStartTime();
            if (process.updateAttributes() && process.getStartTime() == born && running(process)) {
                now.put(entry.getKey(), new Seen(process, used));
            } else {
                allThere = false;
            }
        }
        if (!allThere || ++rounds % ROUNDS_BETWEEN_SEARCHES == 0) {
            search(now);
        }
        return now;
    }

    private void search(Map<Integer, Seen> now) throws IOException {
        Set<Integer> found = processes.of(service);
        now.keySet().retainAll(found);
        for (int pid : found) {
            OSProcess process = now.containsKey(pid) ? null : host.getProcess(pid);
            if (process != null && running(process)) {
                now.put(pid, new Seen(process, Double.NaN));
            }
        }
    }

    private void tell(Round round, Map<Integer, Seen> now) {
        double rss = sum(now, OSProcess::getResidentSetSize);
        round.put(prefix + "memory.rss", rss);
        round.put(prefix + "memory.utilization", rss / memoryLimit);
        round.put(prefix + "threads", sum(now, OSProcess::getThreadCount));
        double files = sum(now, OSProcess::getOpenFiles);
        if (files > 0) {
            round.put(prefix + "open_files", files);
        }
        long born = now.values().stream()
                .mapToLong(seen -> seen.process().getStartTime())
                .min()
                .orElseThrow();
        boolean anew = born > bornAt || Collections.disjoint(now.keySet(), lastPids);
        round.put(prefix + "restarts", bornAt != 0 && anew ? 1 : 0);
        bornAt = born;
        lastPids = now.keySet();
        double seconds = (round.nanos() - lastNanos) / NANOS;
        if (!known.isEmpty() && seconds > 0) {
            double used = now.values().stream()
                    .filter(seen -> !Double.isNaN(seen.usedSeconds()))
                    .mapToDouble(seen -> Math.max(0, usedSeconds(seen.process()) - seen.usedSeconds()))
                    .sum();
            round.put(prefix + "cpu.utilization", used / seconds);
        }
    }

    private static double sum(Map<Integer, Seen> processes, ToDoubleFunction<OSProcess> value) {
        return processes.values().stream()
                .mapToDouble(seen -> value.applyAsDouble(seen.process()))
                .sum();
    }

    private static double usedSeconds(OSProcess process) {
        return (process.getKernelTime() + process.getUserTime()) / MILLIS;
    }

    /** What has ended and was not waited for by its parent is still listed. */
    private static boolean running(OSProcess process) {
        return process.getState() != OSProcess.State.ZOMBIE && process.getState() != OSProcess.State.INVALID;
    }
}
