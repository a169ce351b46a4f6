package dev.fleetshadow.remediation;

import dev.fleetshadow.telemetry.Resource;
import java.io.Serializable;
import java.time.Instant;

/**
 * A time in which some resources are left alone: announced once, and over by itself.
 *
 * @param change whether the resources change by themselves (a deployment), or people work on them
 * @param scope a group, or {@code *}
 * @param subject which resources of the scope: {@code id}, {@code label=value}, or empty for all
 */
public record Window(
        String id, boolean change, String scope, String subject, Instant from, Instant until, String by, String reason)
        implements Serializable {

    public static Window of(ControlMessage control) {
        boolean change = control.kind() == ControlKind.CHANGE;
        return new Window(
                control.id(),
                change,
                control.scope(),
                control.subject(),
                control.from(),
                control.until(),
                control.by(),
                control.reason());
    }

    boolean activeAt(Instant now) {
        return !now.isBefore(from) && now.isBefore(until);
    }

    boolean covers(Resource resource) {
        if (!scope.equals(ControlMessage.FLEET) && !scope.equals(resource.group())) {
            return false;
        }
        int equals = subject.indexOf('=');
        return subject.isEmpty()
                || subject.equals(resource.id())
                || (equals > 0
                        && subject.substring(equals + 1)
                                .equals(resource.labels().get(subject.substring(0, equals))));
    }
}
