package dev.fleetshadow.proof;

import dev.fleetshadow.health.HealthReport;
import dev.fleetshadow.health.HealthScorer;
import dev.fleetshadow.health.HealthSettings;
import dev.fleetshadow.health.VigilSettings;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The shadows of a whole fleet. */
final class Shadows {

    private static final VigilSettings VIGIL = VigilSettings.DEFAULT;

    private final HealthSettings settings;
    private final HealthScorer scorer;
    private final Map<String, ShadowedResource> resources = new LinkedHashMap<>();

    private Shadows(HealthSettings settings) {
        this.settings = settings;
        this.scorer = new HealthScorer(settings);
    }

    /** Of a fleet that nothing was heard of yet. */
    static Shadows unknown(HealthSettings settings) {
        return new Shadows(settings);
    }

    List<HealthReport> observe(StatusUpdate update) {
        return resources
                .computeIfAbsent(update.resourceId(), id -> ShadowedResource.unknown())
                .observe(update, scorer, VIGIL);
    }

    /** Who has fallen silent by now. */
    List<HealthReport> silences(Instant now) {
        List<HealthReport> silences = new ArrayList<>();
        for (ShadowedResource resource : resources.values()) {
            silences.addAll(resource.silence(now.toEpochMilli(), VIGIL));
        }
        return silences;
    }

    Shadows copy() {
        Shadows copy = new Shadows(settings);
        resources.forEach((id, resource) -> copy.resources.put(id, resource.copy()));
        return copy;
    }
}
