package org.reelmill.pipeline.rest;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reelmill.shared.InvalidInputException;

/**
 * The checksum that the sender of a film states. One that cannot be read or checked is refused: the sender would believe
 * that it was.
 */
final class Checksums {

    /** RFC 9530, section 2. */
    static final String DIGEST = "Content-Digest";

    /** 64 hexadecimal digits, as {@code sha256sum} prints them. */
    static final String HEX = "X-Checksum-Sha256";

    private static final int SHA256_BYTES = 32;
    private static final Pattern HEX_FORM = Pattern.compile("[0-9a-f]{64}");
    /** A byte sequence of RFC 8941, section 3.3.5. */
    private static final Pattern DIGEST_FORM = Pattern.compile("sha-256=:([A-Za-z0-9+/=]+):");

    private Checksums() {}

    /** In small hexadecimal digits; empty when neither header is there. */
    static Optional<String> read(String contentDigest, String hexHeader) {
        Optional<String> ofDigest = Optional.ofNullable(contentDigest).map(Checksums::ofDigest);
        Optional<String> ofHex = Optional.ofNullable(hexHeader).map(text -> ofHex(HEX, text));
        if (ofDigest.isPresent() && ofHex.isPresent() && !ofDigest.equals(ofHex)) {
            throw new InvalidInputException(HEX, "is another checksum than that of " + DIGEST);
        }
        return ofDigest.or(() -> ofHex);
    }

    /** @param field the name under which it was sent */
    static String ofHex(String field, String text) {
        String hex = text.strip().toLowerCase(Locale.ROOT);
        if (!HEX_FORM.matcher(hex).matches()) {
            throw new InvalidInputException(field, "must be 64 hexadecimal digits");
        }
        return hex;
    }

    private static String ofDigest(String header) {
        return Arrays.stream(header.split(","))
                .map(member -> DIGEST_FORM.matcher(member.strip()))
                .filter(Matcher::matches)
                .map(member -> decode(member.group(1)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(DIGEST, "must hold sha-256=:<base64 of 32 bytes>:"));
    }

    private static Optional<String> decode(String base64) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            return Optional.of(HexFormat.of().formatHex(bytes)).filter(hex -> bytes.length == SHA256_BYTES);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
