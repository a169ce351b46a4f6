package dev.fleetshadow.remediation;

import dev.fleetshadow.action.Mode;
import dev.fleetshadow.action.Playbook;
import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.Resource;
import dev.fleetshadow.telemetry.ResourceSelector;
import java.io.Serializable;
import java.util.List;

/**
 * How much may happen by itself: per action and group, because trust is earned there.
 *
 * @param mode where neither a rule nor the playbook says otherwise
 * @param rules the first that fits decides
 * @param ceiling never more than this, whatever else is written
 */
public record Trust(Mode mode, List<Rule> rules, Mode ceiling) implements Serializable {

    public static final Trust DEFAULT = new Trust(Mode.OBSERVE, List.of(), Mode.ENFORCE);

    public Trust {
        rules = List.copyOf(rules);
    }

    /** How much may happen by itself when these actions meet these failures on these resources. */
    public record Rule(List<Glob> failureModes, List<Glob> actions, ResourceSelector resources, Mode mode)
            implements Serializable {

        public Rule {
            failureModes = List.copyOf(failureModes);
            actions = List.copyOf(actions);
        }

        private boolean fits(String failureMode, String action, Resource resource) {
            return failureModes.stream().anyMatch(glob -> glob.matches(failureMode))
                    && actions.stream().anyMatch(glob -> glob.matches(action))
                    && resources.fits(resource);
        }
    }

    /** Trust under the mode a job was started with: its default and its ceiling. */
    public Trust under(Mode chosen) {
        return new Trust(chosen, rules, chosen);
    }

    Mode of(Playbook playbook, String action, Resource resource) {
        return rules.stream()
                .filter(rule -> rule.fits(playbook.failureMode(), action, resource))
                .map(Rule::mode)
                .findFirst()
                .orElse(playbook.mode() == null ? mode : playbook.mode())
                .atMost(ceiling);
    }

    /** For what concerns no playbook. */
    Mode general() {
        return mode.atMost(ceiling);
    }
}
