package dev.fleetshadow.action;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says what one parameter of an action may be.
 *
 * @param required whether a step has to give it
 * @param allowed what the whole value has to match
 */
public record ParameterRule(boolean required, Pattern allowed) implements Serializable {

    public static final int LONGEST = 200;

    /** Names, paths, versions and addresses; nothing that means anything to a shell. */
    public static final String USUAL = "[A-Za-z0-9][A-Za-z0-9._:/@+=-]*";

    /** Why the value cannot be used, or empty. */
    public Optional<String> problem(String value) {
        if (value.length() > LONGEST) {
            return Optional.of("is longer than " + LONGEST + " characters");
        }
        return allowed.matcher(value).matches()
                ? Optional.empty()
                : Optional.of("'" + value + "' does not match " + allowed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ParameterRule that
                && required == that.required
                && allowed.pattern().equals(that.allowed.pattern());
    }

    @Override
    public int hashCode() {
        return allowed.pattern().hashCode();
    }
}
