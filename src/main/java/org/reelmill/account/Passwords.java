package org.reelmill.account;

/** Hashes passwords, salted and slowly. */
public interface Passwords {

    /** Each call gives another text, with algorithm, parameters and salt in it. */
    String hash(String password);

    /** Takes as long as its parameters ask for, whether it is right or not. */
    boolean matches(String password, String hash);

    /** Whether a hash was made with other parameters than today's. */
    boolean outdated(String hash);
}
