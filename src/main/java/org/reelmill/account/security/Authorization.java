package org.reelmill.account.security;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The {@code Authorization} header, taken apart. */
sealed interface Authorization {

    /** RFC 7617, in UTF-8. */
    record Basic(String username, String password) implements Authorization {}

    /** RFC 6750. */
    record Bearer(String token) implements Authorization {}

    /** Neither of them, or malformed. */
    record Unusable() implements Authorization {}

    static Authorization parse(String header) {
        String[] parts = header.strip().split("\\s+", 2);
        if (parts.length != 2) {
            return new Unusable();
        }
        if (parts[0].equalsIgnoreCase("Bearer")) {
            return new Bearer(parts[1]);
        }
        return parts[0].equalsIgnoreCase("Basic") ? basic(parts[1]) : new Unusable();
    }

    private static Authorization basic(String encoded) {
        try {
            String pair = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(encoded)))
                    .toString();
            int colon = pair.indexOf(':');
            return colon < 0 ? new Unusable() : new Basic(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return new Unusable();
        }
    }
}
