package org.reelmill.bench;

/** Something is broken, so that there is nothing to measure. That something is slow is no such thing. */
final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BenchException(String message) {
        super(message);
    }
}
