package org.reelmill.media.jave;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.reelmill.media.Exif;

/**
 * What an image of the HEIF family says about itself (ISO/IEC 23008-12, 6.5): how it is to be turned, of which ffmpeg tells for images of
 * one piece at most, and whether it can be seen through.
 */
final class HeifProperties {

    /** That another image of the file tells how much of this one is seen; the older one is of HEVC alone. */
    private static final Set<String> ALPHA =
            Set.of("urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", "urn:mpeg:hevc:2015:auxid:1");

    /** Type of an item, as a number. */
    private static final int EXIF = 'E' << 24 | 'x' << 16 | 'i' << 8 | 'f';

    /** Of a box that says in which version it is written. */
    private static final int VERSION = 4;

    private static final int LONGEST_NAME = 64;

    /** A note of a camera with a small picture in it is of 64 KiB at most. */
    private static final int LONGEST_NOTE = 1 << 17;

    private static final int MOST_ITEMS = 10_000;

    private final RandomAccessFile in;
    private long image = -1;
    private final List<String> properties = new ArrayList<>();
    private final Map<Integer, long[]> sizes = new HashMap<>();
    private final List<Integer> ofImage = new ArrayList<>();
    private boolean alpha;
    private boolean av1;
    private long note = -1;
    private long places;
    private byte[] noteBytes = {};

    private HeifProperties(RandomAccessFile in) {
        this.in = in;
    }

    static HeifProperties of(RandomAccessFile in) throws IOException {
        HeifProperties found = new HeifProperties(in);
        try {
            Boxes files = new Boxes(in, 0, in.length());
            if (files.find("meta")) {
                found.read(files.content(VERSION));
            }
            found.findNote();
            return found;
        } catch (EOFException e) {
            // the decoder will say what is wrong with it
            return new HeifProperties(in);
        }
    }

    private void read(Boxes meta) throws IOException {
        while (meta.next()) {
            if (meta.is("pitm")) {
                in.seek(meta.start());
                boolean wide = in.readInt() >>> 24 != 0;
                image = wide ? Integer.toUnsignedLong(in.readInt()) : in.readUnsignedShort();
            } else if (meta.is("iinf")) {
                items(meta);
            } else if (meta.is("iloc")) {
                places = meta.start();
            } else if (meta.is("iprp")) {
                Boxes parts = meta.content(0);
                while (parts.next()) {
                    if (parts.is("ipco")) {
                        properties(parts.content(0));
                    } else if (parts.is("ipma")) {
                        uses(parts.start());
                    }
                }
            }
        }
    }

    /** Looks for the item that is the note of the camera (ISO/IEC 23008-12, A.2.1). */
    private void items(Boxes box) throws IOException {
        in.seek(box.start());
        Boxes items = box.content(in.readInt() >>> 24 == 0 ? 6 : 8);
        while (note < 0 && items.next()) {
            in.seek(items.start());
            int version = in.readInt() >>> 24;
            if (items.is("infe") && version >= 2) {
                long item = version == 2 ? in.readUnsignedShort() : Integer.toUnsignedLong(in.readInt());
                in.skipBytes(2);
                note = in.readInt() == EXIF ? item : note;
            }
        }
    }

    private void findNote() throws IOException {
        if (note >= 0 && places > 0) {
            try {
                readNote();
            } catch (EOFException e) {
                // a damaged note says nothing, and the image is turned all the same
                noteBytes = new byte[0];
            }
        }
    }

    /** Reads the note from where the file has it (ISO/IEC 14496-12, 8.11.3). */
    private void readNote() throws IOException {
        in.seek(places);
        int version = in.readInt() >>> 24;
        int sizes = in.readUnsignedShort();
        long items = Math.min(MOST_ITEMS, version < 2 ? in.readUnsignedShort() : Integer.toUnsignedLong(in.readInt()));
        for (long i = 0; i < items; i++) {
            long item = version < 2 ? in.readUnsignedShort() : Integer.toUnsignedLong(in.readInt());
            int method = version == 0 ? 0 : in.readUnsignedShort() & 15;
            in.skipBytes(2);
            long at = number(sizes >> 4 & 15);
            int pieces = in.readUnsignedShort();
            int index = version == 0 ? 0 : sizes & 15;
            if (item == note && method == 0 && pieces == 1) {
                number(index);
                readNote(at + number(sizes >> 12), number(sizes >> 8 & 15));
                return;
            }
            in.seek(in.getFilePointer() + (long) pieces * (index + (sizes >> 12) + (sizes >> 8 & 15)));
        }
    }

    /** Behind the number of bytes before it. */
    private void readNote(long at, long length) throws IOException {
        if (at < 0 || length > LONGEST_NOTE) {
            return;
        }
        in.seek(at);
        long before = Integer.toUnsignedLong(in.readInt());
        if (before + 4 < length) {
            in.seek(at + 4 + before);
            noteBytes = new byte[(int) (length - 4 - before)];
            in.readFully(noteBytes);
        }
    }

    /** Of 0, 4 or 8 bytes. */
    private long number(int bytes) throws IOException {
        return switch (bytes) {
            case 8 -> in.readLong();
            case 4 -> Integer.toUnsignedLong(in.readInt());
            default -> 0;
        };
    }

    private void properties(Boxes all) throws IOException {
        while (all.next()) {
            alpha |= all.is("auxC") && isAlpha(all.start());
            av1 |= all.is("av1C");
            if (all.is("ispe")) {
                in.seek(all.start() + VERSION);
                sizes.put(
                        properties.size() + 1,
                        new long[] {Integer.toUnsignedLong(in.readInt()), Integer.toUnsignedLong(in.readInt())});
            }
            in.seek(all.start());
            properties.add(
                    switch (all.type()) {
                        // quarters to the left
                        case "irot" ->
                            List.of("null", "transpose=cclock", "hflip,vflip", "transpose=clock")
                                    .get(in.read() & 3);
                        case "imir" -> (in.read() & 1) == 0 ? "vflip" : "hflip";
                        default -> "";
                    });
        }
    }

    private boolean isAlpha(long start) throws IOException {
        in.seek(start + VERSION);
        byte[] name = new byte[LONGEST_NAME];
        int length = in.read(name);
        return ALPHA.stream().anyMatch(known -> {
            byte[] bytes = (known + "\0").getBytes(StandardCharsets.US_ASCII);
            return bytes.length <= length && Arrays.equals(name, 0, bytes.length, bytes, 0, bytes.length);
        });
    }

    private void uses(long start) throws IOException {
        in.seek(start);
        int head = in.readInt();
        boolean wideItems = head >>> 24 != 0;
        boolean wideNumbers = (head & 1) != 0;
        long items = Math.min(MOST_ITEMS, Integer.toUnsignedLong(in.readInt()));
        for (long i = 0; i < items; i++) {
            long item = wideItems ? Integer.toUnsignedLong(in.readInt()) : in.readUnsignedShort();
            int count = in.readUnsignedByte();
            for (int j = 0; j < count; j++) {
                int number = wideNumbers ? in.readUnsignedShort() & 0x7FFF : in.readUnsignedByte() & 0x7F;
                if (item == image) {
                    ofImage.add(number);
                }
            }
        }
    }

    boolean alpha() {
        return alpha;
    }

    /** When it was taken; the note tells how it was turned as well, which only {@link #turns} does for such an image. */
    Optional<LocalDateTime> taken() {
        return Exif.ofNote(noteBytes).taken();
    }

    /** Whether it is coded as AV1, else as HEVC. */
    boolean isAv1() {
        return av1;
    }

    /** Pixels in a row, before it is turned; 0 when it does not say. */
    long width() {
        return size(0);
    }

    long height() {
        return size(1);
    }

    private long size(int side) {
        return ofImage.stream()
                .filter(sizes::containsKey)
                .mapToLong(number -> sizes.get(number)[side])
                .findFirst()
                .orElse(0);
    }

    /** Filters that turn it, in their order. */
    List<String> turns() {
        return ofImage.stream()
                .filter(number -> number > 0 && number <= properties.size())
                .map(number -> properties.get(number - 1))
                .filter(filter -> !filter.isEmpty())
                .toList();
    }
}
