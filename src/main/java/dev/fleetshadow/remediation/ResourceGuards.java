package dev.fleetshadow.remediation;

import dev.fleetshadow.diagnosis.Sighting;
import dev.fleetshadow.health.HealthLevel;
import dev.fleetshadow.telemetry.ResourceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What speaks of the resource itself: what it was last seen like, what was done to it, whether there is anything to do. */
final class ResourceGuards {

    static final List<Guard> ALL = List.of(
            ResourceGuards::quarantined,
            ResourceGuards::flapping,
            ResourceGuards::planned,
            ResourceGuards::cleared,
            ResourceGuards::score,
            ResourceGuards::confidence,
            ResourceGuards::target,
            ResourceGuards::cooldown);

    private ResourceGuards() {}

    private static Verdict quarantined(Question asked) {
        return asked.file().inQuarantine(asked.now())
                ? Verdict.withheld(
                        Guardrail.QUARANTINED,
                        "in quarantine until %s: release it, or wait"
                                .formatted(asked.file().quarantinedUntil()))
                : null;
    }

    private static Verdict flapping(Question asked) {
        Guardrails.Doubt doubt = asked.limits().doubt();
        long episodes = asked.file().episodesSince(asked.now().minus(doubt.episodesWithin()));
        return episodes > doubt.episodes()
                ? Verdict.withheld(
                        Guardrail.FLAPPING,
                        "%d episodes within %s, %d are allowed"
                                .formatted(episodes, doubt.episodesWithin(), doubt.episodes()))
                : null;
    }

    private static Verdict planned(Question asked) {
        ResourceStatus status = seen(asked).status();
        boolean planned = status == ResourceStatus.DRAINING
                || status == ResourceStatus.PROVISIONING
                || status == ResourceStatus.STOPPED;
        return planned
                ? Verdict.withheld(
                        Guardrail.PLANNED, "it says that it is " + status.name().toLowerCase(Locale.ROOT))
                : null;
    }

    private static Verdict cleared(Question asked) {
        Sighting seen = seen(asked);
        String mode = asked.diagnosis().failureMode();
        return seen.held().contains(mode)
                ? null
                : Verdict.withheld(
                        Guardrail.CONDITION_CLEARED, "at %s it no longer showed %s".formatted(seen.at(), mode));
    }

    private static Verdict score(Question asked) {
        Sighting seen = seen(asked);
        double below = asked.playbook().scoreBelow();
        boolean known = seen.level() != HealthLevel.SILENT && seen.status() != ResourceStatus.FAILED;
        return known && seen.score() >= below
                ? Verdict.withheld(
                        Guardrail.SCORE,
                        String.format(
                                Locale.ROOT,
                                "its score is %.0f, the playbook asks for below %.0f",
                                seen.score(),
                                below))
                : null;
    }

    private static Verdict confidence(Question asked) {
        double floor = floor(asked);
        double confidence = asked.diagnosis().confidence();
        return confidence < floor
                ? Verdict.withheld(
                        Guardrail.CONFIDENCE,
                        String.format(
                                Locale.ROOT,
                                "confidence %.2f, %s asks for %.2f",
                                confidence,
                                asked.action().id(),
                                floor))
                : null;
    }

    private static double floor(Question asked) {
        double floor = asked.limits().doubt().confidenceFloor();
        return switch (asked.action().disruption()) {
            case NONE -> 0;
            case DEGRADING -> floor / 2;
            case DISRUPTIVE -> floor;
            case DESTRUCTIVE -> floor + (1 - floor) / 2;
        };
    }

    private static Verdict target(Question asked) {
        return asked.targetProblem() == null ? null : Verdict.withheld(Guardrail.NO_TARGET, asked.targetProblem());
    }

    private static Verdict cooldown(Question asked) {
        Instant acted = asked.file().actedAt();
        return acted != null
                        && asked.now()
                                .isBefore(acted.plus(asked.limits().patience().cooldown()))
                ? Verdict.withheld(
                        Guardrail.COOLDOWN,
                        "last acted on at %s, cooldown %s"
                                .formatted(acted, asked.limits().patience().cooldown()))
                : null;
    }

    /** What was diagnosed was seen at that moment, if nothing was seen since. */
    private static Sighting seen(Question asked) {
        Sighting seen = asked.file().lastSeen();
        return seen == null || seen.at().isBefore(asked.diagnosis().at())
                ? new Sighting(
                        asked.diagnosis().resource(),
                        asked.diagnosis().resource().group(),
                        asked.diagnosis().at(),
                        HealthLevel.CRITICAL,
                        ResourceStatus.RUNNING,
                        asked.diagnosis().score(),
                        List.of(asked.diagnosis().failureMode()),
                        false)
                : seen;
    }
}
