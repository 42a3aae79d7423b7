package org.reelmill.shared;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.regex.Pattern;

/** UUIDs as bytes for the database and as 32 hexadecimal digits for folder names. */
public final class Uuids {

    private static final int BYTES = 16;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{32}");

    private Uuids() {}

    public static UUID random() {
        return UUID.randomUUID();
    }

    public static byte[] toBytes(UUID uuid) {
        return ByteBuffer.allocate(BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits())
                .array();
    }

    public static UUID fromBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A UUID has 16 bytes, not " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** 32 small hexadecimal digits without hyphens. */
    public static String toHex(UUID uuid) {
        return uuid.toString().replace("-", "");
    }

    public static UUID fromHex(String hex) {
        if (!HEX.matcher(hex).matches()) {
            throw new IllegalArgumentException("Not 32 hexadecimal digits: " + hex);
        }
        return new UUID(Long.parseUnsignedLong(hex, 0, BYTES, BYTES), Long.parseUnsignedLong(hex, BYTES, 32, BYTES));
    }
}
