package dev.fleetshadow.cli;

/** Tells an operator why what was asked for is not done; there is nothing to look for in the program. */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
        super(message);
    }
}
