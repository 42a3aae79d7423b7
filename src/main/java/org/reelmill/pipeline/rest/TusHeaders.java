package org.reelmill.pipeline.rest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.reelmill.pipeline.ResumableUploads;
import org.reelmill.shared.InvalidInputException;

/** The headers of the tus protocol, version 1.0.0. */
final class TusHeaders {

    static final String RESUMABLE = "Tus-Resumable";
    static final String VERSION = "1.0.0";
    static final String VERSIONS = "Tus-Version";
    static final String EXTENSION = "Tus-Extension";
    static final String MAX_SIZE = "Tus-Max-Size";
    static final String ALGORITHMS = "Tus-Checksum-Algorithm";
    static final String LENGTH = "Upload-Length";
    static final String OFFSET = "Upload-Offset";
    static final String METADATA = "Upload-Metadata";
    static final String CHECKSUM = "Upload-Checksum";
    static final String EXPIRES = "Upload-Expires";
    static final String PIECE = "application/offset+octet-stream";

    /** By their names in the protocol, and in Java. */
    private static final Map<String, String> DIGESTS = digests();

    private TusHeaders() {}

    private static Map<String, String> digests() {
        Map<String, String> digests = new LinkedHashMap<>();
        digests.put("sha1", "SHA-1");
        digests.put("sha256", "SHA-256");
        digests.put("md5", "MD5");
        return digests;
    }

    static String algorithms() {
        return String.join(",", DIGESTS.keySet());
    }

    /** A number of bytes. @throws InvalidInputException it is none, or not there */
    static long bytes(String header, String value) {
        if (value != null && value.matches("\\d{1,18}")) {
            return Long.parseLong(value);
        }
        throw new InvalidInputException(header, "must be a number of bytes");
    }

    /** {@code name base64, name base64}; a value may be missing. */
    static Map<String, String> metadata(String header) {
        Map<String, String> values = new LinkedHashMap<>();
        if (header == null || header.isBlank()) {
            return values;
        }
        for (String pair : header.split(",", -1)) {
            String[] parts = pair.strip().split(" ", -1);
            if (parts.length > 2 || parts[0].isEmpty() || values.containsKey(parts[0])) {
                throw new InvalidInputException(METADATA, "must hold pairs of a name and its value in Base64");
            }
            values.put(parts[0], parts.length == 1 ? "" : text(parts[1]));
        }
        return values;
    }

    private static String text(String base64) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new InvalidInputException(METADATA, "must hold values in Base64 of UTF-8");
        }
    }

    /** {@code sha1 base64}. @throws InvalidInputException it cannot be read or checked: the sender would believe that it was */
    static Optional<ResumableUploads.Checksum> checksum(String header) {
        if (header == null) {
            return Optional.empty();
        }
        String[] parts = header.strip().split(" ");
        if (parts.length == 2 && DIGESTS.containsKey(parts[0])) {
            try {
                return Optional.of(new ResumableUploads.Checksum(
                        MessageDigest.getInstance(DIGESTS.get(parts[0])),
                        Base64.getDecoder().decode(parts[1])));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has " + parts[0], e);
            } catch (IllegalArgumentException e) {
                // refused below, in the same words
            }
        }
        throw new InvalidInputException(CHECKSUM, "must be one of " + algorithms() + " and a checksum in Base64");
    }
}
