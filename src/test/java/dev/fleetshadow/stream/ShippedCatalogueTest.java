package dev.fleetshadow.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.diagnosis.CorrelationTracker;
import dev.fleetshadow.diagnosis.Diagnosis;
import dev.fleetshadow.diagnosis.DiagnosisMatcher;
import dev.fleetshadow.diagnosis.DomainReport;
import dev.fleetshadow.diagnosis.Symptom;
import dev.fleetshadow.diagnosis.SymptomTracker;
import dev.fleetshadow.diagnosis.Watched;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shipped failure modes know of names, of time, of losses, and of many resources at once. */
class ShippedCatalogueTest {

    /** A metric of a collector or an application, and on which side it lies when the mode is there. */
    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({
        "memory-exhaustion, jvm.memory.used, 6",
        "memory-exhaustion, container.memory.usage, 6",
        "memory-exhaustion, system.paging.utilization, 6",
        "memory-exhaustion, system.linux.memory.available, -6",
        "memory-exhaustion, node_memory_MemAvailable_bytes, -6",
        "memory-exhaustion, node_memory_SwapFree_bytes, -6",
        "memory-exhaustion, process_resident_memory_bytes, 6",
        "memory-exhaustion, go_memstats_heap_alloc_bytes, 6",
        "memory-exhaustion, container_memory_rss, 6",
        "memory-exhaustion, mem_used_percent, 6",
        "cpu-saturation, process.cpu.utilization, 6",
        "cpu-saturation, container_cpu_usage_seconds_total, 6",
        "cpu-saturation, node_load1, 6",
        "cpu-saturation, system.cpu.idle, -6",
        "disk-filling, system.filesystem.utilization, 6",
        "disk-filling, node_filesystem_avail_bytes, -6",
        "disk-filling, node_filesystem_files_free, -6",
        "disk-filling, kubelet_volume_stats_available_bytes, -6",
        "disk-filling, disk_used_percent, 6",
        "disk-latency-degradation, system.disk.operation_time, 6",
        "disk-latency-degradation, node_disk_write_time_seconds_total, 6",
        "disk-latency-degradation, node_disk_io_time_weighted_seconds_total, 6",
        "disk-latency-degradation, etcd_disk_wal_fsync_duration_seconds, 6",
        "network-degradation, system.network.dropped, 6",
        "network-degradation, node_network_receive_errs_total, 6",
        "network-degradation, node_netstat_Tcp_RetransSegs, 6",
        "network-degradation, node_network_receive_bytes_total, -6",
        "latency-creep, http.server.request.duration, 6",
        "latency-creep, http_request_duration_seconds_p99, 6",
        "latency-creep, nginx.response_time, 6",
        "cpu-saturation, cpu, 6",
        "disk-latency-degradation, disk.time, 6",
        "latency-creep, latency, 6",
    })
    void itsMetricIsKnownByTheNamesThatAreInUse(String mode, String metric, double sigmas) {
        List<Diagnosis> diagnoses =
                Course.begun().minutes(5, Course.low(metric, sigmas)).diagnoses();
        assertThat(diagnoses).extracting(Diagnosis::failureMode).contains(mode).doesNotContain("sudden-collapse");
        List<Diagnosis> otherSide =
                Course.begun().minutes(9, Course.low(metric, -sigmas)).diagnoses();
        assertThat(otherSide).extracting(Diagnosis::failureMode).doesNotContain(mode);
    }

    @Test
    void whatIsForeseenSaysHowLongItStillTakesAndWhatIsDestructiveSaysSo() {
        Diagnosis filling = Course.begun()
                .minutes(5, Course.full(Duration.ofHours(3)))
                .diagnoses()
                .get(0);
        assertThat(filling.leadTime()).contains(Duration.ofHours(3));
        assertThat(filling.destructive()).isTrue();
        Diagnosis crash = Course.begun()
                .minutes(2, Course.is(ResourceStatus.FAILED))
                .diagnoses()
                .get(0);
        assertThat(crash.leadTime()).isEmpty();
        assertThat(crash.destructive()).isFalse();
    }

    @Test
    void aStormInAZoneIsOneDiagnosisAndTwoMinutesOfOneAreNone() {
        CorrelationTracker tracker = new CorrelationTracker(Course.SHIPPED.failureModes());
        var zone = DomainReport.domain("zone=eu-1a", "web", Map.of());
        for (int minutes : List.of(2, 3, 60)) {
            Watched watched = Watched.NOTHING;
            List<DiagnosisMatcher.Opening> open = List.of();
            List<Diagnosis> diagnoses = new ArrayList<>();
            for (int minute = 0; minute < 120; minute++) {
                var at = Course.START.plus(Duration.ofMinutes(minute));
                SymptomTracker.Step step = tracker.next(watched, new DomainReport(zone, 40, 12, minute < minutes, at));
                watched = step.after();
                for (Symptom symptom : step.symptoms()) {
                    DiagnosisMatcher.Step matched = DiagnosisMatcher.next(open, symptom);
                    open = matched.open();
                    matched.diagnosis().ifPresent(diagnoses::add);
                }
            }
            assertThat(diagnoses)
                    .extracting(Diagnosis::failureMode)
                    .isEqualTo(minutes < 3 ? List.of() : List.of(Course.OF_FAILURE_DOMAINS));
        }
    }
}
