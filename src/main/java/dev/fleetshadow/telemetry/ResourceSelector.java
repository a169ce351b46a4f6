package dev.fleetshadow.telemetry;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Picks resources by what they say they are, for rules that hold for a part of the fleet only.
 *
 * <p>All four must fit. An empty list fits nothing: a selection that came out empty must never mean everything.
 *
 * @param ids any of these
 * @param kinds any of these
 * @param groups any of these
 * @param labels all of these; a resource without the label does not fit
 */
public record ResourceSelector(List<Glob> ids, List<Glob> kinds, List<Glob> groups, Map<String, Glob> labels)
        implements Serializable {

    private static final List<Glob> EVERY = List.of(Glob.of("*"));

    public static final ResourceSelector ALL = new ResourceSelector(EVERY, EVERY, EVERY, Map.of());

    public ResourceSelector {
        ids = List.copyOf(ids);
        kinds = List.copyOf(kinds);
        groups = List.copyOf(groups);
        labels = Map.copyOf(labels);
    }

    public boolean fits(Resource resource) {
        return fits(ids, resource.id())
                && fits(kinds, resource.kind())
                && fits(groups, resource.group())
                && labels.entrySet().stream()
                        .allMatch(label -> resource.labels().containsKey(label.getKey())
                                && label.getValue().matches(resource.labels().get(label.getKey())));
    }

    private static boolean fits(List<Glob> globs, String name) {
        return globs.stream().anyMatch(glob -> glob.matches(name));
    }
}
