package dev.fleetshadow.remediation;

import dev.fleetshadow.census.DomainHold;
import dev.fleetshadow.diagnosis.DomainReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What is larger than the resource: stops, old input, failure domains, maintenance and changes. */
final class FleetGuards {

    static final List<Guard> ALL = List.of(
            FleetGuards::stopped,
            FleetGuards::paused,
            FleetGuards::stale,
            FleetGuards::held,
            FleetGuards::maintenance,
            FleetGuards::announced);

    private FleetGuards() {}

    private static Verdict stopped(Question asked) {
        return asked.situation()
                .stopAt(asked.now())
                .map(stop -> Verdict.withheld(stop.tripped() ? Guardrail.TRIPPED : Guardrail.PAUSED, stop.summary()))
                .orElse(null);
    }

    private static Verdict paused(Question asked) {
        return asked.ledger().paused()
                ? Verdict.withheld(Guardrail.PAUSED, "an operator has paused remediation of the group")
                : null;
    }

    private static Verdict stale(Question asked) {
        Duration lag = asked.situation().lag();
        Duration most = asked.situation().mostLag();
        return lag.compareTo(most) > 0
                ? Verdict.withheld(
                        Guardrail.INPUT_STALE,
                        "what is known is %d min old, %d are allowed".formatted(lag.toMinutes(), most.toMinutes()))
                : null;
    }

    /** Members of a domain that is held are left alone; the domain itself is what is to be told of. */
    private static Verdict held(Question asked) {
        if (asked.diagnosis().resource().kind().equals(DomainReport.KIND)) {
            return null;
        }
        return asked.situation()
                .holdOn(asked.resource(), asked.now())
                .map(hold -> Verdict.withheld(
                        hold.cause() == DomainHold.Cause.STALLED ? Guardrail.TELEMETRY_STALLED : Guardrail.DOMAIN_HELD,
                        hold.summary()))
                .orElse(null);
    }

    private static Verdict maintenance(Question asked) {
        for (WeeklyWindow weekly : asked.situation().rules().maintenance()) {
            // Who works on a resource goes by the clock on the wall, which may be ahead of what is known.
            Optional<Instant> until = weekly.activeUntil(asked.resource(), asked.now())
                    .or(() -> weekly.activeUntil(asked.resource(), asked.wallClock()));
            if (until.isPresent()) {
                String reason = "maintenance %s until %s".formatted(weekly.id(), until.get());
                return Verdict.hidden(Guardrail.MAINTENANCE, new ActiveWindow(weekly.id(), until.get(), reason));
            }
        }
        return announced(asked, false, Guardrail.MAINTENANCE);
    }

    private static Verdict announced(Question asked) {
        return announced(asked, true, Guardrail.CHANGE_ANNOUNCED);
    }

    private static Verdict announced(Question asked, boolean change, Guardrail guardrail) {
        return asked.situation().windows().stream()
                .filter(window -> window.change() == change
                        && (window.activeAt(asked.now()) || window.activeAt(asked.wallClock()))
                        && window.covers(asked.resource()))
                .findFirst()
                .map(window -> Verdict.hidden(
                        guardrail,
                        new ActiveWindow(
                                window.id(),
                                window.until(),
                                "%s %s until %s, by %s: %s"
                                        .formatted(
                                                change ? "change" : "maintenance",
                                                window.id(),
                                                window.until(),
                                                window.by(),
                                                window.reason()))))
                .orElse(null);
    }
}
