package dev.fleetshadow.proof;

import dev.fleetshadow.simulator.Downtime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a scenario came to in one hand, added up over its seeds.
 *
 * @param downtime of all resources together
 * @param faults that something should be done about
 * @param outages of them
 * @param commands to resources
 * @param falseRemediations commands to resources without such a fault
 * @param tickets by which a person was called
 * @param leads from each diagnosis to the outage there would have been, in order
 * @param withheld how often, by guardrail
 */
public record Figures(
        Downtime downtime,
        long faults,
        long outages,
        long commands,
        long falseRemediations,
        long tickets,
        List<Duration> leads,
        Map<String, Long> withheld) {

    public static final Figures NONE = new Figures(Downtime.NONE, 0, 0, 0, 0, 0, List.of(), Map.of());

    static Figures of(Result result) {
        return new Figures(
                result.downtime(),
                result.harmful().count(),
                result.outages(),
                result.sent().size(),
                result.falseRemediations(),
                result.tickets().size(),
                result.leads(),
                result.withheld());
    }

    public Figures plus(Figures other) {
        Map<String, Long> both = new TreeMap<>(withheld);
        other.withheld.forEach((guardrail, times) -> both.merge(guardrail, times, Long::sum));
        return new Figures(
                downtime.plus(other.downtime),
                faults + other.faults,
                outages + other.outages,
                commands + other.commands,
                falseRemediations + other.falseRemediations,
                tickets + other.tickets,
                Stream.concat(leads.stream(), other.leads.stream()).sorted().toList(),
                both);
    }

    public long minutes() {
        return downtime.total().toMinutes();
    }

    public Optional<Duration> medianLead() {
        return leads.isEmpty() ? Optional.empty() : Optional.of(leads.get(leads.size() / 2));
    }
}
