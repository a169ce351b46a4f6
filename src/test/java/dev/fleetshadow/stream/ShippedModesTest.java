package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.FailureMode;
import dev.fleetshadow.diagnosis.Shape;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.health.Reporting;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every failure mode of the shipped policy is diagnosed when it should be, and what nearly looks like it is not. */
class ShippedModesTest {

    static Stream<Arguments> hits() {
        return Stream.of(
                hit(
                        "memory-exhaustion",
                        "climbs",
                        course -> course.minutes(5, Course.low("system.memory.utilization", 6))),
                hit(
                        "cpu-saturation",
                        "without more to do",
                        course -> course.minutes(5, Course.low("system.cpu.utilization", 6))),
                hit(
                        "disk-filling",
                        "faster than ever",
                        course -> course.minutes(5, Course.low("system.filesystem.usage", 6))),
                hit(
                        "disk-filling",
                        "while the score is well",
                        course -> course.minutes(5, Course.full(Duration.ofHours(6)))),
                hit(
                        "disk-latency-degradation",
                        "slow",
                        course -> course.minutes(5, Course.low("system.disk.io_time", 6))),
                hit(
                        "network-degradation",
                        "errors",
                        course -> course.minutes(5, Course.low("system.network.errors", 6))),
                hit(
                        "network-degradation",
                        "less traffic",
                        course -> course.minutes(5, Course.low("system.network.io", -6))),
                hit("latency-creep", "slower", course -> course.minutes(5, Course.low("app.request.latency.p99", 6))),
                hit("crash", "says so twice", course -> course.minutes(2, Course.is(ResourceStatus.FAILED))),
                hit("crash-loop", "three times within an hour", course -> course.crashes(3, 25)),
                hit(
                        "stuck-provisioning",
                        "half an hour",
                        course -> course.minutes(31, Course.is(ResourceStatus.PROVISIONING))),
                hit(
                        "stuck-provisioning",
                        "and then silence",
                        course -> course.minutes(20, Course.is(ResourceStatus.PROVISIONING))
                                .pass(12)
                                .minutes(1, Reporting::silent)),
                hit(
                        "degraded-then-silent",
                        "within two hours",
                        course -> course.minutes(5, Course.low("anything", 6))
                                .pass(119)
                                .minutes(1, Reporting::silent)),
                hit("silent-resource", "silence", course -> course.pass(10).minutes(1, Reporting::silent)),
                hit("sudden-collapse", "from well to nothing", course -> course.minutes(5, Course.low("anything", 6))),
                hit("unknown-degradation", "slowly, and nobody knows why", course -> course.slowly(30)));
    }

    static Stream<Arguments> nearMisses() {
        return Stream.of(
                hit(
                        "memory-exhaustion",
                        "four minutes",
                        course -> course.minutes(4, Course.low("system.memory.usage", 6))),
                hit(
                        "memory-exhaustion",
                        "more is free",
                        course -> course.minutes(9, Course.low("node_memory_MemFree_bytes", 6))),
                hit(
                        "memory-exhaustion",
                        "freed",
                        course -> course.minutes(9, Course.low("system.memory.utilization", -6))),
                hit(
                        "memory-exhaustion",
                        "memory is a small part of it",
                        course -> course.minutes(
                                9,
                                look -> Course.low("app.errors", 6).apply(look).showing("memory", 6, 0.3))),
                hit(
                        "cpu-saturation",
                        "more requests",
                        course -> course.minutes(9, Course.with("app.request.rate", "cpu"))),
                hit("cpu-saturation", "waiting for a disk", course -> course.minutes(9, Course.with("iowait", "cpu"))),
                hit("cpu-saturation", "idle", course -> course.minutes(9, Course.low("node_cpu_idle", 6))),
                hit(
                        "disk-filling",
                        "more is free",
                        course -> course.minutes(9, Course.low("node_filesystem_avail_bytes", 6))),
                hit("disk-filling", "in seven hours", course -> course.minutes(9, Course.full(Duration.ofHours(7)))),
                hit(
                        "disk-latency-degradation",
                        "more to read",
                        course -> course.minutes(9, Course.with("system.disk.io", "disk.time"))),
                hit(
                        "disk-latency-degradation",
                        "full",
                        course -> course.minutes(9, Course.with("filesystem.used", "disk.time"))),
                hit(
                        "network-degradation",
                        "more traffic",
                        course -> course.minutes(9, Course.low("system.network.io", 6))),
                hit(
                        "network-degradation",
                        "less is asked for",
                        course -> course.minutes(
                                9,
                                look -> Course.low("system.network.io", -6)
                                        .apply(look)
                                        .showing("app.request.rate", -3, 0.3))),
                hit(
                        "latency-creep",
                        "the processor is busy",
                        course -> course.minutes(9, Course.with("cpu", "latency"))),
                hit(
                        "latency-creep",
                        "a disk is slow",
                        course -> course.minutes(9, Course.with("disk.latency", "latency"))),
                hit(
                        "latency-creep",
                        "more requests",
                        course -> course.minutes(9, Course.with("request_rate", "latency"))),
                hit(
                        "crash",
                        "says so once",
                        course -> course.minutes(1, Course.is(ResourceStatus.FAILED))
                                .minutes(9, UnaryOperator.identity())),
                hit("crash", "says it is degraded", course -> course.minutes(9, Course.is(ResourceStatus.DEGRADED))),
                hit("crash-loop", "twice", course -> course.crashes(2, 10)),
                hit("crash-loop", "three times in more than an hour", course -> course.crashes(3, 35)),
                hit(
                        "stuck-provisioning",
                        "runs after half an hour",
                        course -> course.minutes(30, Course.is(ResourceStatus.PROVISIONING))
                                .minutes(9, UnaryOperator.identity())),
                hit(
                        "stuck-provisioning",
                        "fails instead",
                        course -> course.minutes(20, Course.is(ResourceStatus.PROVISIONING))
                                .minutes(60, Course.is(ResourceStatus.FAILED))),
                hit(
                        "degraded-then-silent",
                        "two hours later",
                        course -> course.minutes(5, Course.low("anything", 6))
                                .pass(120)
                                .minutes(1, Reporting::silent)),
                hit(
                        "degraded-then-silent",
                        "only silent",
                        course -> course.minutes(9, UnaryOperator.identity()).minutes(1, Reporting::silent)),
                hit("silent-resource", "low, but not silent", course -> course.minutes(9, Course.low("anything", 6))),
                hit(
                        "sudden-collapse",
                        "four minutes",
                        course -> course.minutes(4, Course.low("anything", 6)).minutes(9, UnaryOperator.identity())),
                hit("sudden-collapse", "slowly", course -> course.slowly(30)),
                hit("sudden-collapse", "another mode knows why", course -> course.minutes(9, Course.low("memory", 6))),
                hit("unknown-degradation", "29 minutes", course -> course.slowly(29)),
                hit(
                        "unknown-degradation",
                        "another mode knows why",
                        course -> course.minutes(60, Course.low("memory", 6))),
                hit(
                        "unknown-degradation",
                        "the collapse was told",
                        course -> course.minutes(60, Course.low("anything", 6))));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("hits")
    void isDiagnosed(String mode, String what, UnaryOperator<Course> befalls) {
        List<Diagnosis> diagnoses = befalls.apply(Course.begun()).diagnoses();
        assertThat(diagnoses).extracting(Diagnosis::failureMode).containsOnlyOnce(mode);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("nearMisses")
    void isNotDiagnosed(String mode, String what, UnaryOperator<Course> befalls) {
        List<Diagnosis> diagnoses = befalls.apply(Course.begun()).diagnoses();
        assertThat(diagnoses).extracting(Diagnosis::failureMode).doesNotContain(mode);
    }

    @Test
    void everyModeOfResourcesIsHereWithAHitAndANearMiss() {
        Set<String> modes = new HashSet<>(
                Course.SHIPPED.failureModes().stream().map(FailureMode::id).toList());
        assertThat(modes.remove(Course.OF_FAILURE_DOMAINS)).isTrue();
        assertThat(hits().map(hit -> hit.get()[0])).isSubsetOf(modes).containsAll(modes);
        assertThat(nearMisses().map(miss -> miss.get()[0])).isSubsetOf(modes).containsAll(modes);
    }

    @Test
    void flinkDiagnosesTheSame() throws Exception {
        List<Symptom> symptoms = new ArrayList<>();
        List<Diagnosis> plain = new ArrayList<>();
        for (Arguments each : Stream.concat(hits(), nearMisses()).toList()) {
            @SuppressWarnings("unchecked")
            UnaryOperator<Course> befalls = (UnaryOperator<Course>) each.get()[2];
            Course course = befalls.apply(Course.begun());
            String id = "web-" + symptoms.size();
            course.symptoms().forEach(symptom -> symptoms.add(of(id, symptom)));
            plain.addAll(course.diagnoses());
        }
        List<Diagnosis> matched = new ArrayList<>();
        for (Shape shape : Shape.values()) {
            MatchStage stage = MatchStage.over(new HashMapStateBackend(), shape);
            for (Symptom symptom : symptoms) {
                if (symptom.shape() == shape) {
                    stage.send(symptom);
                }
            }
            matched.addAll(stage.diagnoses());
            stage.close();
        }
        assertThat(matched)
                .extracting(Diagnosis::failureMode, Diagnosis::at, Diagnosis::startedAt, Diagnosis::evidence)
                .containsExactlyInAnyOrderElementsOf(plain.stream()
                        .map(diagnosis -> tuple(
                                diagnosis.failureMode(), diagnosis.at(), diagnosis.startedAt(), diagnosis.evidence()))
                        .toList());
    }

    private static Symptom of(String id, Symptom symptom) {
        return new Symptom(
                Resource.of(id, "web"),
                symptom.mode(),
                symptom.shape(),
                symptom.stage(),
                symptom.transition(),
                symptom.at(),
                symptom.enteredAt(),
                symptom.times(),
                symptom.withinSeconds(),
                symptom.score(),
                symptom.confidence(),
                symptom.evidence(),
                symptom.predictedFailureAt(),
                symptom.destructive());
    }

    private static Arguments hit(String mode, String what, UnaryOperator<Course> befalls) {
        return Arguments.of(mode, what, befalls);
    }
}
