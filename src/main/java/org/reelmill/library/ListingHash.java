package org.reelmill.library;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a folder's listing is known by: names, kinds, sizes, times and inodes, in the order in which the file system has them. In another
 * order it is another one, and the folder is compared. Of SHA-256, so that no names that somebody chose can stand for others.
 */
final class ListingHash {

    private static final int NUMBERS = 1 + 3 * Long.BYTES;

    private final MessageDigest digest;
    private final ByteBuffer numbers = ByteBuffer.allocate(NUMBERS);

    ListingHash() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    void add(Found found) {
        digest.update(found.name().getBytes(StandardCharsets.UTF_8));
        // no name has a 0, so that the next numbers cannot be taken for a part of it
        digest.update((byte) 0);
        boolean folder = found.kind() == EntryKind.FOLDER;
        numbers.clear();
        numbers.put((byte) found.kind().ordinal())
                .putLong(found.size())
                // a folder's own time says what is in it, which is its own look's matter
                .putLong(folder ? 0 : found.modified())
                .putLong(folder ? 0 : found.inode());
        digest.update(numbers.array());
    }

    long value() {
        return ByteBuffer.wrap(digest.digest()).getLong();
    }
}
