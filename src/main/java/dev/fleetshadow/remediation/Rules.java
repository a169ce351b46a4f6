package dev.fleetshadow.remediation;

import dev.fleetshadow.action.ActionCatalog;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceSelector;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Everything a policy says about acting.
 *
 * @param limits where no exception fits
 * @param specials the first that fits decides, as a whole
 * @param maintenance that comes back every week
 * @param desk id of who is told when a person is needed, or empty to tell nobody but the audit trail
 * @param seed of everything that is drawn
 */
public record Rules(
        ActionCatalog actions,
        List<Playbook> playbooks,
        Trust trust,
        Guardrails limits,
        List<Special> specials,
        List<WeeklyWindow> maintenance,
        String desk,
        long seed)
        implements Serializable {

    public Rules {
        playbooks = List.copyOf(playbooks);
        specials = List.copyOf(specials);
        maintenance = List.copyOf(maintenance);
    }

    /** Other limits for some resources. */
    public record Special(ResourceSelector resources, Guardrails limits) implements Serializable {}

    public Rules withTrust(Trust other) {
        return new Rules(actions, playbooks, other, limits, specials, maintenance, desk, seed);
    }

    Guardrails limitsOf(Resource resource) {
        return specials.stream()
                .filter(special -> special.resources().fits(resource))
                .map(Special::limits)
                .findFirst()
                .orElse(limits);
    }

    Optional<Playbook> playbook(String failureMode, Resource resource) {
        return playbooks.stream()
                .filter(playbook -> playbook.isFor(failureMode, resource.kind()))
                .findFirst();
    }
}
