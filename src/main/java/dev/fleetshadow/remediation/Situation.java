package dev.fleetshadow.remediation;

import dev.fleetshadow.census.DomainHold;
import dev.fleetshadow.census.Domains;
import dev.fleetshadow.effect.Effectiveness;
import dev.fleetshadow.telemetry.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for every group at the moment of a decision.
 *
 * @param stop {@code null} if nothing stops the fleet
 * @param holds by domain; some may be over, or yet to come
 * @param labels whose values are failure domains
 * @param windows announced maintenance and changes, not all of them active
 * @param effects by {@link Effectiveness#key()}
 * @param lag how far event time is behind the clock on the wall; more than {@code mostLag} and nothing is sent
 */
public record Situation(
        Rules rules,
        Stop stop,
        Map<String, List<Hold>> holds,
        List<String> labels,
        List<Window> windows,
        Map<String, Effectiveness> effects,
        Duration lag,
        Duration mostLag) {

    /** A quiet moment under these rules. */
    public static Situation quiet(Rules rules) {
        return new Situation(
                rules, null, Map.of(), List.of(), List.of(), Map.of(), Duration.ZERO, Duration.ofMinutes(15));
    }

    Optional<DomainHold> holdOn(Resource resource, Instant now) {
        return Domains.of(resource, labels).stream()
                .flatMap(domain -> holds.getOrDefault(domain, List.of()).stream())
                .filter(hold -> hold.activeAt(now))
                .map(Hold::hold)
                .findFirst();
    }

    Optional<Stop> stopAt(Instant now) {
        return Optional.ofNullable(stop).filter(found -> !found.tripped() || !now.isBefore(found.since()));
    }

    Effectiveness effectiveness(String failureMode, String action, String kind) {
        return effects.getOrDefault(
                Effectiveness.key(failureMode, action, kind), Effectiveness.unknown(failureMode, action, kind));
    }
}
