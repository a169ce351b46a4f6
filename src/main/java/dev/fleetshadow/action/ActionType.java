package dev.fleetshadow.action;

import java.io.Serializable;
import java.util.Map;

/**
 * One entry of the catalogue: an action that agents may have on their allow-lists.
 *
 * @param id kebab-case
 * @param cost what trying it costs those who use the resource, 0..1; only the proportions matter
 * @param needsPeers whether it makes sense only while another member of the group is well, because that one takes the work
 * @param parameters by name
 */
public record ActionType(
        String id,
        String description,
        Disruption disruption,
        double cost,
        boolean needsPeers,
        Map<String, ParameterRule> parameters)
        implements Serializable {

    /** Tells people; answered by a service desk and not by the resource it is about. */
    public static final String NOTIFY = "notify";

    public ActionType {
        parameters = Map.copyOf(parameters);
        if (!(cost >= 0 && cost <= 1)) {
            throw new IllegalArgumentException(id + ": cost must be 0..1, not " + cost);
        }
    }
}
