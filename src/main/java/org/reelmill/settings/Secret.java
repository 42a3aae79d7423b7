package org.reelmill.settings;

/** A value that must not be seen: it has no readable text form. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "(secret)";
    }
}
