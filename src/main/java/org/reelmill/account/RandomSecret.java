package org.reelmill.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Collectors;
import org.reelmill.shared.Sha256;

/** Secrets that nobody chooses: long enough that a fast hash keeps them safe. */
public final class RandomSecret {

    private static final int TOKEN_BYTES = 32;
    private static final String TOKEN_PREFIX = "rm_";

    /** Crockford's base 32: no letter that looks like a digit. */
    private static final String CODE_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** 20 digits of 5 bits each: 100 bits. */
    private static final int CODE_LENGTH = 20;

    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomSecret() {}

    /** 256 bits for a program; the prefix lets scanners of source code find a leaked one. */
    public static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return TOKEN_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** 100 bits for a person to type, in groups of five. */
    public static String code() {
        String digits = RANDOM.ints(CODE_LENGTH, 0, CODE_DIGITS.length())
                .mapToObj(i -> String.valueOf(CODE_DIGITS.charAt(i)))
                .collect(Collectors.joining());
        return digits.replaceAll("(.{5})(?!$)", "$1-");
    }

    /** As it is compared: whatever case and separators somebody typed. */
    static String canonicalCode(String typed) {
        return typed.toUpperCase(Locale.ROOT).replaceAll("[\\s-]", "");
    }

    /** SHA-256 as 64 small hexadecimal digits. */
    public static String hash(String secret) {
        return Sha256.hex(secret);
    }

    /** Compares in a time that does not tell where they differ. */
    public static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
