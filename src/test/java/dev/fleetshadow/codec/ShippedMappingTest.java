package dev.fleetshadow.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.offset;

import dev.fleetshadow.gather.DataPoint;
import dev.fleetshadow.gather.Delivery;
import dev.fleetshadow.gather.Dialect;
import dev.fleetshadow.gather.Gatherer;
import dev.fleetshadow.gather.Gathering;
import dev.fleetshadow.gather.Mapping;
import dev.fleetshadow.gather.PointKind;
import dev.fleetshadow.settings.MappingReader;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Turns what collectors send with their default configuration into the metrics that the shipped policy speaks of. */
class ShippedMappingTest {

    private static final Instant FIRST = Instant.parse("2026-01-05T00:00:50Z");
    private static final int SECONDS = 60;
    private static final Mapping SHIPPED = MappingReader.SHIPPED;

    @Test
    void telegrafsDefaultInputsGetTheNamesOfTheConventions() throws IOException {
        StatusUpdate update = update(Dialect.INFLUX, InfluxLine.decode(telegraf(0)), InfluxLine.decode(telegraf(1)));
        assertThat(update.resource()).isEqualTo(new Resource("web-1", "host", "default", Map.of()));
        assertThat(rounded(update))
                .contains(
                        entry("system.cpu.utilization", 0.25),
                        entry("system.cpu.load_average.1m", 0.5),
                        entry("system.cpu.load_average.15m", 0.7),
                        entry("system.memory.utilization", 0.6),
                        entry("system.paging.utilization", 0.1),
                        entry("system.paging.operations", 3.0),
                        entry("system.filesystem.utilization", 0.9),
                        entry("system.filesystem.inodes.utilization", 0.25),
                        entry("system.disk.io", 2500.0),
                        entry("system.disk.operations", 15.0),
                        entry("system.disk.operation_time", 0.02),
                        entry("system.disk.io_time", 0.01),
                        entry("system.network.io", 300.0),
                        entry("system.network.packets", 3.0),
                        entry("system.network.errors", 0.0),
                        entry("system.network.dropped", 1.0),
                        entry("mem.dirty", 7.0),
                        entry("kernel.interrupts.rate", 20.0));
        assertThat(update.metrics().keySet())
                .as("processors, loopback and what never changes")
                .noneMatch(metric -> metric.contains("cpu0") || metric.contains("lo}") || metric.contains("total{"))
                .doesNotContain("system.uptime", "mem.total");
    }

    @Test
    void collectdsDefaultPluginsGetTheNamesOfTheConventions() throws IOException {
        StatusUpdate update =
                update(Dialect.COLLECTD, CollectdJson.decode(collectd(0)), CollectdJson.decode(collectd(1)));
        assertThat(update.resource()).isEqualTo(new Resource("web-1", "host", "default", Map.of()));
        assertThat(rounded(update))
                .containsOnly(
                        entry("system.cpu.utilization", 0.25),
                        entry("system.cpu.load_average.1m", 0.5),
                        entry("system.cpu.load_average.5m", 0.6),
                        entry("system.cpu.load_average.15m", 0.7),
                        entry("system.memory.utilization", 0.6),
                        entry("system.paging.utilization", 0.1),
                        entry("system.paging.operations", 3.0),
                        entry("system.filesystem.utilization", 0.9),
                        entry("system.filesystem.reserved", 5.0),
                        entry("system.disk.io", 2500.0),
                        entry("system.disk.operation_time", 0.02),
                        entry("system.disk.io_time", 0.01),
                        entry("system.network.io", 300.0),
                        entry("system.network.dropped", 1.0));
    }

    @Test
    void theHostMetricsOfTheOpenTelemetryCollectorKeepTheirNamesWithoutTheirDimensions() {
        StatusUpdate update = update(Dialect.OTLP, otlp(0), otlp(1));
        assertThat(update.resource())
                .isEqualTo(new Resource("web-1", "host", "default", Map.of("zone", "eu-1a", "name", "web-1")));
        assertThat(rounded(update))
                .containsOnly(
                        entry("system.cpu.utilization", 0.25),
                        entry("system.cpu.load_average.1m", 0.5),
                        entry("system.memory.utilization", 0.6),
                        entry("system.memory.slab", 12.0),
                        entry("system.paging.utilization", 0.1),
                        entry("system.filesystem.utilization", 0.9),
                        entry("system.filesystem.reserved", 5.0),
                        entry("system.disk.io", 2500.0),
                        entry("system.disk.operation_time", 0.02),
                        entry("system.network.io", 300.0),
                        entry("system.network.dropped", 1.0),
                        entry("app.orders.rate{shop=a}", 2.0));
    }

    @Test
    void theNearestOfSeveralAttributesIsTheIdAndGivesTheKind() {
        assertThat(resource(Map.of(
                        "service.instance.id", "i-1", "k8s.pod.uid", "p-1", "host.name", "h", "service.name", "shop")))
                .isEqualTo(new Resource("i-1", "service", "shop", Map.of("service", "shop", "name", "h")));
        assertThat(resource(Map.of("k8s.pod.uid", "p-1", "host.name", " ")).kind())
                .isEqualTo("pod");
        assertThatThrownBy(() -> resource(Map.of("os.type", "linux")))
                .isInstanceOf(InvalidUpdateException.class)
                .hasMessageContaining("resource: [os.type]")
                .hasMessageContaining("host.name")
                .hasMessageContaining("fleet-shadow.kafka.mapping");
    }

    private static Resource resource(Map<String, String> source) {
        DataPoint point = new DataPoint(source, "m", Map.of(), PointKind.GAUGE, FIRST, null, 1, null);
        return SHIPPED.deliveries(Dialect.OTLP, List.of(point)).get(0).resource();
    }

    /** Of two readings a minute apart, the second is told. */
    private static StatusUpdate update(Dialect dialect, List<DataPoint> first, List<DataPoint> second) {
        Gatherer gatherer = new Gatherer(SHIPPED, Duration.ofSeconds(SECONDS), 128);
        Gathering gathering = new Gathering();
        for (List<DataPoint> reading : List.of(first, second)) {
            List<Delivery> deliveries = SHIPPED.deliveries(dialect, reading);
            assertThat(deliveries).hasSize(1);
            gatherer.take(gathering, deliveries.get(0), FIRST.toEpochMilli());
        }
        var closed = gatherer.close(gathering, gatherer.closesAt(FIRST.toEpochMilli()));
        assertThat(closed).hasSize(2);
        assertThat(closed.get(1).update().metrics()).allSatisfy((metric, value) -> {
            if (metric.endsWith(".utilization")) {
                assertThat(value).as(metric).isBetween(0.0, 1.0);
            }
        });
        return closed.get(1).update();
    }

    private static Map<String, Double> rounded(StatusUpdate update) {
        Map<String, Double> rounded = new HashMap<>();
        update.metrics().forEach((metric, value) -> {
            double near = Math.round(value * 1e6) / 1e6;
            assertThat(near).isCloseTo(value, offset(1e-5));
            rounded.put(metric, near);
        });
        return rounded;
    }

    /** A reading of each, in which counters have counted for the minutes. */
    private static byte[] telegraf(int minutes) {
        String at = " " + FIRST.plusSeconds(SECONDS * (long) minutes).getEpochSecond() + "000000000\n";
        long s = SECONDS * (long) minutes;
        return Stream.of(
                        "cpu,cpu=cpu0,host=web-1 usage_idle=1,usage_user=99",
                        "cpu,cpu=cpu-total,host=web-1 usage_idle=70,usage_iowait=5,usage_user=25",
                        "disk,device=vda1,fstype=ext4,host=web-1,mode=rw,path=/ total=10i,free=1i,used=9i,used_percent=90,"
                                + "inodes_total=4i,inodes_free=3i,inodes_used=1i",
                        "disk,device=vda2,fstype=ext4,host=web-1,mode=rw,path=/var used_percent=20",
                        "diskio,host=web-1,name=vda reads=%di,writes=%di,read_bytes=%di,write_bytes=%di,read_time=%di,"
                                        .formatted(5 * s, 10 * s, 1000 * s, 1500 * s, 8 * s)
                                + "write_time=%di,io_time=%di,iops_in_progress=0i".formatted(12 * s, 10 * s),
                        "diskio,host=web-1,name=vda1 reads=%di,writes=0i,read_bytes=%di,write_bytes=0i"
                                .formatted(5 * s, 1000 * s),
                        "mem,host=web-1 total=1000i,used_percent=60,dirty=7i",
                        "net,host=web-1,interface=eth0 bytes_recv=%du,bytes_sent=%du,packets_recv=%du,packets_sent=%du,"
                                        .formatted(100 * s, 200 * s, s, 2 * s)
                                + "err_in=0u,err_out=0u,drop_in=%du,drop_out=0u".formatted(s),
                        "net,host=web-1,interface=lo bytes_recv=%di,bytes_sent=0i".formatted(100_000 * s),
                        "swap,host=web-1 used_percent=10,total=5i",
                        "swap,host=web-1 in=%di,out=%di".formatted(s, 2 * s),
                        "system,host=web-1 load1=0.5,load5=0.6,load15=0.7,n_cpus=2i",
                        "system,host=web-1 uptime=%di".formatted(s),
                        "system,host=web-1 uptime_format=\"1 day, 1:00\"",
                        "kernel,host=web-1 boot_time=1i,interrupts=%di".formatted(20 * s))
                .collect(Collectors.joining(at, "", at))
                .getBytes(UTF_8);
    }

    private static byte[] collectd(int minutes) {
        long s = SECONDS * (long) minutes;
        List<String> lists = new ArrayList<>();
        for (int cpu = 0; cpu < 2; cpu++) {
            lists.add(list(minutes, "cpu", "" + cpu, "cpu", "idle", "derive", 70 * s));
            lists.add(list(minutes, "cpu", "" + cpu, "cpu", "wait", "derive", 5 * s));
            lists.add(list(minutes, "cpu", "" + cpu, "cpu", "user", "derive", 25 * s));
        }
        lists.add(list(minutes, "memory", "", "memory", "used", "gauge", 600));
        lists.add(list(minutes, "memory", "", "memory", "free", "gauge", 100));
        lists.add(list(minutes, "memory", "", "memory", "cached", "gauge", 300));
        lists.add(list(minutes, "swap", "", "swap", "used", "gauge", 1));
        lists.add(list(minutes, "swap", "", "swap", "free", "gauge", 9));
        lists.add(list(minutes, "swap", "", "swap_io", "in", "derive", s));
        lists.add(list(minutes, "swap", "", "swap_io", "out", "derive", 2 * s));
        for (String mount : List.of("root", "snap-core-1")) {
            lists.add(list(minutes, "df", mount, "df_complex", "used", "gauge", 9));
            lists.add(list(minutes, "df", mount, "df_complex", "free", "gauge", mount.equals("root") ? 1 : 0));
        }
        lists.add(list(minutes, "df", "root", "df_complex", "reserved", "gauge", 5));
        lists.add(pair(minutes, "disk", "vda", "disk_octets", "read", 1000 * s, "write", 1500 * s));
        lists.add(pair(minutes, "disk", "vda1", "disk_octets", "read", 1000 * s, "write", 0));
        lists.add(pair(minutes, "disk", "vda", "disk_io_time", "io_time", 10 * s, "weighted_io_time", 20 * s));
        lists.add(pair(minutes, "interface", "eth0", "if_octets", "rx", 100 * s, "tx", 200 * s));
        lists.add(pair(minutes, "interface", "lo", "if_octets", "rx", 90_000 * s, "tx", 200 * s));
        lists.add(pair(minutes, "interface", "eth0", "if_dropped", "rx", s, "tx", 0));
        lists.add(
                "{\"values\":[0.5,0.6,0.7],\"dstypes\":[\"gauge\",\"gauge\",\"gauge\"],\"dsnames\":[\"shortterm\",\"midterm\",\"longterm\"],"
                        + about(minutes, "load", "", "load", ""));
        return String.join(",", lists).transform(all -> "[" + all + "]").getBytes(UTF_8);
    }

    private static String list(
            int minutes, String plugin, String of, String type, String what, String kind, long value) {
        return "{\"values\":[%d],\"dstypes\":[\"%s\"],\"dsnames\":[\"value\"],".formatted(value, kind)
                + about(minutes, plugin, of, type, what);
    }

    private static String pair(
            int minutes, String plugin, String of, String type, String one, long first, String other, long second) {
        return "{\"values\":[%d,%d],\"dstypes\":[\"derive\",\"derive\"],\"dsnames\":[\"%s\",\"%s\"],"
                        .formatted(first, second, one, other)
                + about(minutes, plugin, of, type, "");
    }

    private static String about(int minutes, String plugin, String of, String type, String what) {
        return "\"time\":%d.000,\"interval\":10.000,\"host\":\"web-1\",\"plugin\":\"%s\",\"plugin_instance\":\"%s\",\"type\":\"%s\",\"type_instance\":\"%s\"}"
                .formatted(FIRST.getEpochSecond() + SECONDS * (long) minutes, plugin, of, type, what);
    }

    private static List<DataPoint> otlp(int minutes) {
        double s = (double) SECONDS * minutes;
        return List.of(
                counted(minutes, "system.cpu.time", 0.70 * s, "cpu", "cpu0", "state", "idle"),
                counted(minutes, "system.cpu.time", 0.05 * s, "cpu", "cpu0", "state", "wait"),
                counted(minutes, "system.cpu.time", 0.25 * s, "cpu", "cpu0", "state", "user"),
                level(minutes, "system.cpu.load_average.1m", 0.5),
                level(minutes, "system.memory.usage", 600, "state", "used"),
                level(minutes, "system.memory.usage", 100, "state", "free"),
                level(minutes, "system.memory.usage", 200, "state", "cached"),
                level(minutes, "system.memory.usage", 100, "state", "buffered"),
                level(minutes, "system.memory.usage", 12, "state", "slab_reclaimable"),
                level(minutes, "system.paging.usage", 1, "device", "/swap", "state", "used"),
                level(minutes, "system.paging.usage", 9, "device", "/swap", "state", "free"),
                level(minutes, "system.filesystem.usage", 9, "mountpoint", "/", "type", "ext4", "state", "used"),
                level(minutes, "system.filesystem.usage", 1, "mountpoint", "/", "type", "ext4", "state", "free"),
                level(minutes, "system.filesystem.usage", 5, "mountpoint", "/", "type", "ext4", "state", "reserved"),
                level(
                        minutes,
                        "system.filesystem.usage",
                        1,
                        "mountpoint",
                        "/snap",
                        "type",
                        "squashfs",
                        "state",
                        "used"),
                counted(minutes, "system.disk.io", 1000 * s, "device", "vda", "direction", "read"),
                counted(minutes, "system.disk.io", 1500 * s, "device", "vda", "direction", "write"),
                counted(minutes, "system.disk.io", 1500 * s, "device", "vda1", "direction", "write"),
                counted(minutes, "system.disk.operation_time", 0.02 * s, "device", "vda", "direction", "read"),
                counted(minutes, "system.network.io", 100 * s, "device", "eth0", "direction", "receive"),
                counted(minutes, "system.network.io", 200 * s, "device", "eth0", "direction", "transmit"),
                counted(minutes, "system.network.io", 90_000 * s, "device", "lo", "direction", "transmit"),
                counted(minutes, "system.network.dropped", s, "device", "eth0", "direction", "receive"),
                counted(minutes, "app.orders", 2 * s, "shop", "a"));
    }

    private static DataPoint counted(int minutes, String metric, double value, String... dimensions) {
        return point(minutes, metric, PointKind.CUMULATIVE, value, dimensions);
    }

    private static DataPoint level(int minutes, String metric, double value, String... dimensions) {
        return point(minutes, metric, PointKind.GAUGE, value, dimensions);
    }

    private static DataPoint point(int minutes, String metric, PointKind kind, double value, String... dimensions) {
        Map<String, String> about = new HashMap<>();
        for (int i = 0; i < dimensions.length; i += 2) {
            about.put(dimensions[i], dimensions[i + 1]);
        }
        Map<String, String> source =
                Map.of("host.name", "web-1", "os.type", "linux", "cloud.availability_zone", "eu-1a");
        return new DataPoint(
                source, metric, about, kind, FIRST.plusSeconds(SECONDS * (long) minutes), FIRST, value, null);
    }
}
