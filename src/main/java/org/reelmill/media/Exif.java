package org.reelmill.media;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * What a camera notes (Exif 2.32, sections 4.5 and 4.6): when the picture was taken, and how it is to be turned.
 *
 * @param orientation from 1 to 8: which corner of the picture the first pixel is, and which way the first row goes
 */
public record Exif(Optional<LocalDateTime> taken, int orientation) {

    private static final int UPRIGHT = 1;
    private static final int MOST = 8;
    private static final Exif NOTHING = new Exif(Optional.empty(), UPRIGHT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy:MM:dd HH:mm:ss");
    private static final int START = 0xFFD8;
    private static final int APP1 = 0xFFE1;
    private static final int SCAN = 0xFFDA;

    /** No camera writes more before its note. */
    private static final int MOST_SEGMENTS = 1000;

    private static final int ORIENTATION = 0x0112;
    private static final int EXIF_FOLDER = 0x8769;
    private static final int TAKEN = 0x9003;
    private static final byte[] NAME = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

    /** Nothing where there is nothing, or nothing that makes sense. */
    public static Exif of(Path file) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            if (in.readUnsignedShort() != START) {
                return NOTHING;
            }
            int marker = in.readUnsignedShort();
            for (int i = 0; i < MOST_SEGMENTS && marker >= 0xFF00 && marker != SCAN; i++) {
                byte[] segment = in.readNBytes(in.readUnsignedShort() - 2);
                if (marker == APP1 && ByteBuffer.wrap(segment).remaining() > NAME.length && isExif(segment)) {
                    return read(ByteBuffer.wrap(segment, NAME.length, segment.length - NAME.length)
                            .slice());
                }
                marker = in.readUnsignedShort();
            }
            return NOTHING;
        } catch (EOFException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return NOTHING;
        }
    }

    /** As {@link #of}, of the note itself, which other images have as well: it begins as a TIFF does. */
    public static Exif ofNote(byte... tiff) {
        try {
            return read(ByteBuffer.wrap(tiff));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            return NOTHING;
        }
    }

    private static boolean isExif(byte... segment) {
        return ByteBuffer.wrap(segment, 0, NAME.length).equals(ByteBuffer.wrap(NAME));
    }

    private static Exif read(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int first = tiff.getInt(4);
        int orientation = find(tiff, first, ORIENTATION)
                .map(at -> (int) tiff.getShort(at + 8))
                .filter(it -> it >= UPRIGHT && it <= MOST)
                .orElse(UPRIGHT);
        return new Exif(taken(tiff, first), orientation);
    }

    /** By itself: a picture whose time is damaged is turned all the same. */
    private static Optional<LocalDateTime> taken(ByteBuffer tiff, int first) {
        try {
            return find(tiff, first, EXIF_FOLDER)
                    .map(at -> tiff.getInt(at + 8))
                    .flatMap(folder -> find(tiff, folder, TAKEN))
                    .flatMap(at -> time(tiff, tiff.getInt(at + 8)));
        } catch (IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /** Whether width and height change places for a viewer. */
    public boolean turned() {
        return orientation >= 5;
    }

    /** Place of an entry in a folder of tags. */
    private static Optional<Integer> find(ByteBuffer tiff, int folder, int tag) {
        int count = tiff.getShort(folder) & 0xFFFF;
        for (int i = 0; i < count; i++) {
            int at = folder + 2 + i * 12;
            if ((tiff.getShort(at) & 0xFFFF) == tag) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static Optional<LocalDateTime> time(ByteBuffer tiff, int at) {
        byte[] text = new byte[19];
        tiff.get(at, text);
        try {
            return Optional.of(LocalDateTime.parse(new String(text, StandardCharsets.US_ASCII), TIME));
        } catch (DateTimeParseException e) {
            // cameras without a clock write blanks or zeros
            return Optional.empty();
        }
    }
}
