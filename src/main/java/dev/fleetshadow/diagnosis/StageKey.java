package dev.fleetshadow.diagnosis;

/** Names a stage in what is stored, with its shape, so that what was held can still be told of when the policy has forgotten it. */
record StageKey(String mode, int stage, Shape shape) {

    private static final String SEPARATOR = "/";

    static StageKey of(FailureMode mode, int stage) {
        return new StageKey(mode.id(), stage, mode.shape());
    }

    static StageKey parse(String text) {
        String[] parts = text.split(SEPARATOR, 3);
        return new StageKey(parts[0], Integer.parseInt(parts[1]), Shape.valueOf(parts[2]));
    }

    @Override
    public String toString() {
        return mode + SEPARATOR + stage + SEPARATOR + shape;
    }
}
