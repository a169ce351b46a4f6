package dev.fleetshadow.telemetry;

/** Says why a message cannot be believed: which field, which value, and what the sender should do instead. */
public final class InvalidUpdateException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_VALUE = 80;

    private final String field;

    public InvalidUpdateException(String field, String value, String remedy) {
        super("%s: %s is not usable; %s".formatted(field, shortened(value), remedy));
        this.field = field;
    }

    public String field() {
        return field;
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST_VALUE ? value : value.substring(0, LONGEST_VALUE) + "…";
    }
}
