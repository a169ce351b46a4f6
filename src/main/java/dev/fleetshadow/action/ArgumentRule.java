package dev.fleetshadow.action;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Says what an agent lets into one argument of a command line: the last word on a value, whoever sent it.
 *
 * <p>Control characters, steps out of a directory and what could be taken for an option are refused whatever the rest says.
 *
 * @param required whether the command must give it
 * @param allowed what the whole value has to match; {@code null} where one of the others says it
 * @param oneOf the only values there are; empty where any is allowed
 * @param least of a number; NaN where it is none
 * @param most of a number; NaN where it is none
 * @param longest characters
 * @param leadingHyphen whether it may begin with one
 */
public record ArgumentRule(
        boolean required,
        Pattern allowed,
        List<String> oneOf,
        double least,
        double most,
        int longest,
        boolean leadingHyphen) {

    public static final int LONGEST = 4096;
    private static final int SHOWN = 60;
    private static final Pattern DECIMAL = Pattern.compile("-?\\d{1,15}(\\.\\d{1,9})?");
    private static final Pattern CLIMBS = Pattern.compile("(^|.*[/\\\\])\\.\\.([/\\\\].*|$)");
    private static final Pattern USUAL = Pattern.compile(ParameterRule.USUAL);

    public ArgumentRule {
        oneOf = List.copyOf(oneOf);
        if (longest < 1 || longest > LONGEST) {
            throw new IllegalArgumentException("longest must be 1.." + LONGEST + ", not " + longest);
        }
    }

    /** Names, paths, versions and addresses of usual length. */
    public static ArgumentRule usual() {
        return new ArgumentRule(true, USUAL, List.of(), Double.NaN, Double.NaN, ParameterRule.LONGEST, false);
    }

    /** Why the value cannot be used, or empty. */
    public Optional<String> problem(String value) {
        return Optional.ofNullable(reason(value));
    }

    private String reason(String value) {
        if (value.isEmpty()) {
            return "is empty";
        }
        if (value.length() > longest) {
            return "is longer than " + longest + " characters";
        }
        if (value.chars().anyMatch(ArgumentRule::unprintable)) {
            return "'" + printable(value) + "' contains a control character";
        }
        if (CLIMBS.matcher(value).matches()) {
            return "'" + printable(value) + "' leads out of its directory";
        }
        if (value.startsWith("-") && !leadingHyphen) {
            return "'" + printable(value) + "' begins with a hyphen, as an option does";
        }
        return outside(value);
    }

    private String outside(String value) {
        String shown = "'" + printable(value) + "' ";
        if (!oneOf.isEmpty() && !oneOf.contains(value)) {
            return shown + "is none of " + String.join(", ", oneOf);
        }
        if (!Double.isNaN(least) && !within(value)) {
            return shown + "is no number from " + least + " to " + most;
        }
        if (allowed != null && !allowed.matcher(value).matches()) {
            return shown + "does not match " + allowed;
        }
        return null;
    }

    private boolean within(String value) {
        double number = DECIMAL.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
        return number >= least && number <= most;
    }

    /** The value as it may stand in a line of a log. */
    static String printable(String value) {
        StringBuilder text = new StringBuilder(SHOWN);
        value.chars().limit(SHOWN).forEach(c -> text.append(unprintable(c) ? '\uFFFD' : (char) c));
        return value.length() > SHOWN ? text + "…" : text.toString();
    }

    /** Format characters too: some turn the order of what a person reads. */
    private static boolean unprintable(int character) {
        int type = Character.getType(character);
        return Character.isISOControl(character)
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ArgumentRule that
                && required == that.required
                && String.valueOf(allowed).equals(String.valueOf(that.allowed))
                && oneOf.equals(that.oneOf)
                && Double.compare(least, that.least) == 0
                && Double.compare(most, that.most) == 0
                && longest == that.longest
                && leadingHyphen == that.leadingHyphen;
    }

    @Override
    public int hashCode() {
        return String.valueOf(allowed).hashCode() + oneOf.hashCode();
    }
}
