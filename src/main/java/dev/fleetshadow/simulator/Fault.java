package dev.fleetshadow.simulator;

import static dev.fleetshadow.simulator.AgentAction.CLEAN_DISK;
import static dev.fleetshadow.simulator.AgentAction.DRAIN_TRAFFIC;
import static dev.fleetshadow.simulator.AgentAction.REDIRECT_TRAFFIC;
import static dev.fleetshadow.simulator.AgentAction.REPLACE;
import static dev.fleetshadow.simulator.AgentAction.RESTART_HOST;
import static dev.fleetshadow.simulator.AgentAction.RESTART_SERVICE;
import static dev.fleetshadow.simulator.AgentAction.ROLLBACK_RELEASE;
import static dev.fleetshadow.simulator.Cure.certain;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What can go wrong with a simulated service, or seem to. */
public enum Fault {
    MEMORY_LEAK("memory-exhaustion", Course.RISING, Duration.ofHours(6)),
    CPU_RUNAWAY("cpu-saturation", Course.RISING, Duration.ofHours(4)),
    DISK_FILLING("disk-filling", Course.RISING, Duration.ofHours(8)),
    LATENCY_CREEP("latency-creep", Course.RISING, Duration.ofHours(5)),
    CRASH("crash", Course.RISING, Duration.ZERO),
    DISK_LATENCY("disk-latency-degradation", Course.RISING, Duration.ofHours(4)),
    NETWORK_DEGRADATION("network-degradation", Course.RISING, Duration.ofHours(3)),
    /** So slow that it hides in the days. */
    SLOW_LEAK("memory-exhaustion", Course.RISING, Duration.ofDays(2)),
    CRASH_LOOP("crash-loop", Course.LOOPING, Duration.ZERO),
    /** Everything at once, within minutes. */
    COLLAPSE("crash", Course.RISING, Duration.ofMinutes(10)),
    /** Of a release that is no good: it looks like one of the {@link #imitated}. */
    BAD_RELEASE("", Course.RISING, Duration.ofHours(3)),
    FLAPPING("", Course.FLAPPING, Duration.ofHours(12)),
    /** Looks like the beginning of a fault and is none. */
    SCARE("", Course.SUBSIDING, Duration.ofMinutes(100));

    private final String failureMode;
    private final Course course;
    private final Duration span;

    Fault(String failureMode, Course course, Duration span) {
        this.failureMode = failureMode;
        this.course = course;
        this.span = span;
    }

    /** The faults of the demo: each has a cure that is certain, and a name of its own. */
    public static Set<Fault> familiar() {
        return EnumSet.range(MEMORY_LEAK, CRASH);
    }

    /** What a fault without marks of its own can look like. */
    static List<Fault> imitated() {
        return List.of(MEMORY_LEAK, CPU_RUNAWAY, LATENCY_CREEP);
    }

    boolean imitates() {
        return failureMode.isEmpty();
    }

    /** The failure mode that a right diagnosis names; empty for a fault that looks like another. */
    public String failureMode() {
        return failureMode;
    }

    /** From its beginning to the outage if nobody does anything, or to its own end if it is harmless. */
    public Duration span() {
        return span;
    }

    /** Whether it is an outage from its beginning, so that nothing can be predicted. */
    public boolean immediate() {
        return span.isZero();
    }

    /** Whether it ends by itself and never becomes an outage: nothing needs to be done about it. */
    public boolean harmless() {
        return course.harmless();
    }

    /** What may end it, the surest first. */
    public List<Cure> cures() {
        return switch (this) {
            case MEMORY_LEAK, SLOW_LEAK, CRASH ->
                List.of(certain(RESTART_SERVICE), certain(RESTART_HOST), certain(REPLACE));
            case CPU_RUNAWAY -> List.of(certain(ROLLBACK_RELEASE), new Cure(REPLACE, 0.5), new Cure(RESTART_HOST, 0.3));
            case DISK_FILLING -> List.of(certain(CLEAN_DISK), certain(REPLACE));
            case LATENCY_CREEP ->
                List.of(certain(REDIRECT_TRAFFIC), new Cure(REPLACE, 0.7), new Cure(RESTART_HOST, 0.4));
            case DISK_LATENCY -> List.of(certain(REPLACE), new Cure(RESTART_HOST, 0.6));
            case NETWORK_DEGRADATION ->
                List.of(certain(REPLACE), new Cure(DRAIN_TRAFFIC, 0.7), new Cure(RESTART_HOST, 0.4));
            case CRASH_LOOP -> List.of(certain(ROLLBACK_RELEASE), new Cure(REPLACE, 0.3));
            case COLLAPSE -> List.of(certain(REPLACE), new Cure(RESTART_HOST, 0.8), new Cure(RESTART_SERVICE, 0.5));
            case BAD_RELEASE -> List.of(certain(ROLLBACK_RELEASE));
            case FLAPPING, SCARE -> List.of();
        };
    }

    /** The action that ends it most surely; nothing ends what is {@link #harmless} but itself. */
    public String cure() {
        return cures().get(0).action().command();
    }

    double progress(double minutes) {
        return course.progress(minutes, span.toMillis() / 60_000.0);
    }

    /** What shows of it; of one that imitates another, ask that one. */
    Marks marks(double progress) {
        return switch (this) {
            case MEMORY_LEAK, SLOW_LEAK -> Marks.leaking(progress);
            case CPU_RUNAWAY -> Marks.runaway(progress);
            case DISK_FILLING -> Marks.filling(progress);
            case LATENCY_CREEP -> Marks.creeping(progress);
            case DISK_LATENCY -> Marks.grinding(progress);
            case NETWORK_DEGRADATION -> Marks.lossy(progress);
            case COLLAPSE -> Marks.collapsing(progress);
            case CRASH, CRASH_LOOP, BAD_RELEASE, FLAPPING, SCARE -> Marks.NONE;
        };
    }
}
