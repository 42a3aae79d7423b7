package org.reelmill.media;

/**
 * A frame rate, time base or aspect ratio as ffmpeg writes it: two integers, never a rounded decimal.
 *
 * @param num the numerator
 * @param den the denominator, never zero; a value that ffmpeg calls unknown ({@code 0/0}) is an absent value, not a Rational
 */
public record Rational(long num, long den) implements Comparable<Rational> {

    public Rational {
        if (den == 0) {
            throw new IllegalArgumentException("den is 0");
        }
    }

    public static Rational of(long num, long den) {
        return new Rational(num, den);
    }

    public double value() {
        return (double) num / den;
    }

    public Rational inverse() {
        return new Rational(den, num);
    }

    @Override
    public int compareTo(Rational other) {
        return Long.compare(Math.multiplyExact(num, other.den), Math.multiplyExact(other.num, den));
    }

    /** As ffmpeg reads it: {@code 30000/1001}. */
    @Override
    public String toString() {
        return num + "/" + den;
    }
}
