package dev.fleetshadow.agent;

import dev.fleetshadow.settings.AgentSettings;
import dev.fleetshadow.settings.MetricsSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the machine, the services on it and what they expose, round after round.
 *
 * <p>What cannot be read is counted and left out, and never keeps the rest from being reported. It is logged when it begins,
 * when its cause changes, and when it is over. Not thread-safe.
 */
final class Senses {

    private static final Logger LOG = LoggerFactory.getLogger(Senses.class);

    private static final Path PROC = Path.of("/proc");
    private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private final List<Sensor> sensors;
    private final Meters meters;
    /** By sensor. */
    private final Map<String, String> problems = new HashMap<>();

    Senses(List<Sensor> sensors, Meters meters) {
        this.sensors = List.copyOf(sensors);
        this.meters = meters;
    }

    static Senses of(AgentSettings settings, Meters meters) {
        List<Sensor> sensors = new ArrayList<>(settings.host() ? HostSensors.of(PROC) : List.of());
        if (!settings.services().isEmpty()) {
            sensors.add(ServicesSensor.of(settings.services(), PROC, CGROUPS));
        }
        MetricsPages pages = new MetricsPages();
        for (MetricsSource source : settings.sources()) {
            sensors.add(new SourceSensor(source, pages));
        }
        return new Senses(sensors, meters);
    }

    /**
     * Looks once.
     *
     * @param nanos of a clock that never goes back
     */
    Reading read(Instant at, long nanos) {
        Round round = new Round(at, nanos);
        for (Sensor sensor : sensors) {
            String problem = "";
            try {
                sensor.sense(round);
            } catch (IOException | RuntimeException | LinkageError e) {
                meters.unread(1);
                problem = String.valueOf(e.getMessage());
            }
            tell(sensor.name(), problem);
        }
        meters.unread(round.leftOut());
        tell("the report", round.leftOut() == 0 ? "" : "there is no room for everything");
        return round.reading();
    }

    /** A problem is the same as long as all that is said of it is but numbers: lines of a source have others each time. */
    private void tell(String what, String problem) {
        String kind = NUMBER.matcher(problem).replaceAll("#");
        String before = problem.isEmpty() ? problems.remove(what) : problems.put(what, kind);
        if (!problem.isEmpty() && !kind.equals(before)) {
            LOG.warn("Not all of {} can be read: {}", what, problem);
        } else if (problem.isEmpty() && before != null) {
            LOG.info("All of {} can be read again.", what);
        }
    }
}
