package dev.fleetshadow.census;

import dev.fleetshadow.telemetry.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names the failure domains a resource belongs to. */
public final class Domains {

    /** The domain of all groups together. */
    public static final String FLEET = "*";

    private static final String GROUP = "group=";

    private Domains() {}

    /** Its group, and each of these labels that it has. */
    public static List<String> of(Resource resource, List<String> labels) {
        List<String> domains = new ArrayList<>(1 + labels.size());
        domains.add(ofGroup(resource.group()));
        for (String label : labels) {
            String value = resource.labels().get(label);
            if (value != null) {
                domains.add(label + "=" + value);
            }
        }
        return domains;
    }

    public static String ofGroup(String group) {
        return GROUP + group;
    }

    /** What its members have in common, if that is a label. */
    public static Map<String, String> labelsOf(String domain) {
        int equals = domain.indexOf('=');
        return domain.startsWith(GROUP) || equals < 0
                ? Map.of()
                : Map.of(domain.substring(0, equals), domain.substring(equals + 1));
    }

    /** The group a domain is, or {@link #FLEET} if it may span several. */
    public static String groupOf(String domain) {
        return domain.startsWith(GROUP) ? domain.substring(GROUP.length()) : FLEET;
    }
}
