package dev.fleetshadow.stream;

import dev.fleetshadow.gather.Delivery;
import dev.fleetshadow.gather.Dialect;
import dev.fleetshadow.gather.Distribution;
import dev.fleetshadow.gather.Gatherer;
import dev.fleetshadow.gather.Gathering;
import dev.fleetshadow.gather.Measurement;
import dev.fleetshadow.gather.PointKind;
import dev.fleetshadow.settings.MappingReader;
import dev.fleetshadow.telemetry.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A gathering with something of everything: a counter of the minute before, and a minute that is not over. */
final class HalfGathered {

    static final Gatherer GATHERER = new Gatherer(MappingReader.SHIPPED, Duration.ofMinutes(1), 128);

    /** What becomes of the minute. */
    static final Map<String, Double> METRICS = Map.of(
            "io.rate{disk=a}", 5.0,
            "level", 0.25,
            "time.rate", 1.2,
            "time.p50", 0.1 * 6 / 7,
            "time.p99", 0.1 + 0.4 * (0.99 * 12 - 7) / 5);

    private static final long SENT = 1_000;
    private static final Duration ALARM = Duration.ofHours(1);

    private HalfGathered() {}

    static Gathering gathering(Resource resource, Instant start) {
        Gathering gathering = new Gathering();
        Instant second = start.plusSeconds(60);
        Distribution times = new Distribution(List.of(0.1, 0.5), List.of(7L, 5L, 0L));
        take(gathering, resource, new Measurement("io{disk=a}", PointKind.CUMULATIVE, start, start, 100, null));
        GATHERER.close(gathering, GATHERER.closesAt(SENT));
        take(
                gathering,
                resource,
                new Measurement("io{disk=a}", PointKind.CUMULATIVE, second, start, 400, null),
                new Measurement("level", PointKind.GAUGE, second.plusSeconds(10), null, 0.25, null),
                new Measurement("time", PointKind.DELTA, second.plusSeconds(30), second.plusSeconds(20), 0, times));
        gathering.setAlarm(alarm(start));
        return gathering;
    }

    static long alarm(Instant start) {
        return start.plus(ALARM).toEpochMilli();
    }

    private static void take(Gathering gathering, Resource resource, Measurement... measurements) {
        GATHERER.take(gathering, new Delivery(resource, Dialect.COLLECTD, List.of(measurements)), SENT);
    }
}
