package org.reelmill.media.jave;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.reelmill.media.Exif;
import org.reelmill.media.ImageInfo;

/**
 * What the first bytes of a file say about an image, so that its size is known before anything decodes it.
 *
 * @param width as stored, not as turned; 0 when the head does not tell: then the decoder's own limit must do
 * @param alpha whether it may be seen through
 * @param turns filters that turn it, in their order, where the decoder does not know of it
 * @param taken when its camera made it, where that is read here; {@link Exif} reads it of a JPEG
 */
record ImageHead(Kind kind, long width, long height, boolean alpha, List<String> turns, Optional<LocalDateTime> taken) {

    private ImageHead(Kind kind, long width, long height, boolean alpha) {
        this(kind, width, height, alpha, List.of(), Optional.empty());
    }

    /** Images, by ffmpeg's demuxer that reads them and nothing else. */
    enum Kind {
        JPEG("jpeg_pipe"),
        PNG("png_pipe"),
        GIF("gif"),
        BMP("bmp_pipe"),
        WEBP("webp_pipe"),
        /** ffmpeg reads none that moves: its first picture must be taken out. */
        MOVING_WEBP("webp_pipe"),
        TIFF("tiff_pipe"),
        HEIC("mov"),
        AVIF("mov");

        private final String demuxer;

        Kind(String demuxer) {
            this.demuxer = demuxer;
        }

        String demuxer() {
            return demuxer;
        }

        /** Whether it is of the HEIF family (ISO/IEC 23008-12). */
        boolean isHeif() {
            return this == HEIC || this == AVIF;
        }

        private String format() {
            return this == MOVING_WEBP ? WEBP.format() : name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int LONGEST_HEAD = 64;

    /** Pieces that are looked at before the one with the size: no image has more, and one that has is left to the decoder's limits. */
    private static final int MOST_PIECES = 10_000;

    /** Brands of still pictures in ISO/IEC 14496-12 files (ISO/IEC 23008-12; AV1 Image File Format). */
    private static final Set<String> STILL_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "mif1", "avif", "avis", "msf1");

    /** Of the directory of a TIFF, in bytes. */
    private static final int LENGTH_OF_FIELD = 12;

    /** Numbers of fields of a TIFF; the last one says what samples there are beside those of colour. */
    private static final int WIDTH = 256;

    private static final int HEIGHT = 257;
    private static final int EXTRA_SAMPLES = 338;

    /** Type of a field that is a number of 32 bits. */
    private static final int LONG = 4;

    private static final int START_OF_SCAN = 0xDA;
    private static final int END_OF_IMAGE = 0xD9;

    /** Empty when it does not begin as an image does. */
    static Optional<ImageHead> of(Path file) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] head = new byte[(int) Math.min(LONGEST_HEAD, in.length())];
            in.readFully(head);
            return of(head, in);
        } catch (EOFException e) {
            // the decoder will say what is wrong with it
            return Optional.empty();
        }
    }

    private static Optional<ImageHead> of(byte[] head, RandomAccessFile in) throws IOException {
        if (begins(head, 0, "\u00ff\u00d8\u00ff")) {
            return Optional.of(jpeg(in));
        }
        if (begins(head, 0, "\u0089PNG\r\n\u001a\n") && head.length >= 33) {
            return Optional.of(png(head, in));
        }
        if (begins(head, 0, "GIF8") && head.length >= 10) {
            return Optional.of(new ImageHead(Kind.GIF, little(head, 6, 2), little(head, 8, 2), true));
        }
        if (begins(head, 0, "BM") && head.length >= 26) {
            return Optional.of(
                    new ImageHead(Kind.BMP, little(head, 18, 4), Math.abs((int) little(head, 22, 4)), false));
        }
        if (begins(head, 0, "RIFF") && begins(head, 8, "WEBP") && head.length >= 30) {
            return Optional.of(webp(head));
        }
        if ((begins(head, 0, "II*\0") || begins(head, 0, "MM\0*")) && head.length >= 8) {
            return Optional.of(tiff(head, in));
        }
        if (begins(head, 4, "ftyp") && STILL_BRANDS.contains(text(head, 8, 4))) {
            HeifProperties properties = HeifProperties.of(in);
            return Optional.of(new ImageHead(
                    properties.isAv1() ? Kind.AVIF : Kind.HEIC,
                    properties.width(),
                    properties.height(),
                    properties.alpha(),
                    properties.turns(),
                    properties.taken()));
        }
        return Optional.empty();
    }

    /** Marker after marker up to the frame's own (ITU-T T.81, B.2.2). */
    private static ImageHead jpeg(RandomAccessFile in) throws IOException {
        in.seek(2);
        int marker = 0;
        for (int i = 0; i < MOST_PIECES && marker != START_OF_SCAN && marker != END_OF_IMAGE; i++) {
            // a byte that belongs to nothing is a piece as well
            if (in.readUnsignedByte() != 0xFF) {
                continue;
            }
            marker = in.readUnsignedByte();
            if (marker == 0xFF) {
                in.seek(in.getFilePointer() - 1);
            } else if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
                in.skipBytes(3);
                long height = in.readUnsignedShort();
                return new ImageHead(Kind.JPEG, in.readUnsignedShort(), height, false);
            } else if (marker > 0x01 && (marker < 0xD0 || marker > 0xD8)) {
                in.seek(in.getFilePointer() + in.readUnsignedShort());
            }
        }
        return new ImageHead(Kind.JPEG, 0, 0, false);
    }

    /** Width, height and colour type of the first chunk; transparency of other types is a chunk before the data (ISO 15948). */
    private static ImageHead png(byte[] head, RandomAccessFile in) throws IOException {
        long width = big(head, 16);
        long height = big(head, 20);
        int colourType = head[25];
        boolean alpha = (colourType & 4) != 0;
        long at = 33;
        String chunk = "IHDR";
        for (int i = 0; i < MOST_PIECES && !alpha && !chunk.equals("IDAT") && at + 8 <= in.length(); i++) {
            in.seek(at);
            long length = in.readInt() & 0xFFFFFFFFL;
            byte[] type = new byte[4];
            in.readFully(type);
            chunk = text(type, 0, 4);
            alpha = chunk.equals("tRNS");
            at += length + 12;
        }
        return new ImageHead(Kind.PNG, width, height, alpha);
    }

    /** By its first directory; alpha is a sample of each pixel (TIFF 6.0, sections 2, 8 and 18). */
    private static ImageHead tiff(byte[] head, RandomAccessFile in) throws IOException {
        boolean little = head[0] == 'I';
        long at = little ? little(head, 4, 4) : big(head, 4);
        long width = 0;
        long height = 0;
        boolean alpha = false;
        if (at + 2 > in.length()) {
            return new ImageHead(Kind.TIFF, width, height, alpha);
        }
        in.seek(at);
        byte[] field = new byte[LENGTH_OF_FIELD];
        in.readFully(field, 0, 2);
        long last = at + 2 + (long) number(little, field, 0) * LENGTH_OF_FIELD;
        for (at += 2; at + LENGTH_OF_FIELD <= Math.min(last, in.length()); at += LENGTH_OF_FIELD) {
            in.readFully(field);
            long value = number(little, field, 2) != LONG
                    ? number(little, field, 8)
                    : little ? little(field, 8, 4) : big(field, 8);
            switch (number(little, field, 0)) {
                case WIDTH -> width = value;
                case HEIGHT -> height = value;
                case EXTRA_SAMPLES -> alpha = value == 1 || value == 2;
                default -> {
                    // says nothing of that
                }
            }
        }
        return new ImageHead(Kind.TIFF, width, height, alpha);
    }

    private static int number(boolean little, byte[] bytes, int at) {
        return little ? (int) little(bytes, at, 2) : (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    /** The three forms of its first chunk (RFC 9649, section 2). */
    private static ImageHead webp(byte... head) {
        return switch (text(head, 12, 4)) {
            case "VP8X" ->
                new ImageHead(
                        (head[20] & 0x02) != 0 ? Kind.MOVING_WEBP : Kind.WEBP,
                        little(head, 24, 3) + 1,
                        little(head, 27, 3) + 1,
                        (head[20] & 0x10) != 0);
            case "VP8L" -> {
                long bits = little(head, 21, 4);
                yield new ImageHead(Kind.WEBP, (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, (bits >> 28 & 1) != 0);
            }
            default -> new ImageHead(Kind.WEBP, little(head, 26, 2) & 0x3FFF, little(head, 28, 2) & 0x3FFF, false);
        };
    }

    private static boolean begins(byte[] head, int at, String signature) {
        byte[] bytes = signature.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= at + bytes.length && Arrays.equals(head, at, at + bytes.length, bytes, 0, bytes.length);
    }

    private static String text(byte[] head, int at, int length) {
        return head.length >= at + length ? new String(head, at, length, StandardCharsets.ISO_8859_1) : "";
    }

    private static long little(byte[] bytes, int at, int length) {
        long value = 0;
        for (int i = length - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        return value;
    }

    private static long big(byte[] bytes, int at) {
        return Integer.toUnsignedLong((bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | bytes[at + 3] & 0xFF);
    }

    long pixels() {
        return width * height;
    }

    /** @param exif of the same file; only a JPEG has one */
    Optional<ImageInfo> info(Exif exif) {
        if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        long quarters =
                turns.stream().filter(filter -> filter.startsWith("transpose")).count();
        boolean turned = exif.turned() || quarters % 2 == 1;
        return Optional.of(new ImageInfo(
                kind.format(),
                (int) (turned ? height : width),
                (int) (turned ? width : height),
                exif.taken().or(() -> taken)));
    }

    /** How often a decoder of JPEG may halve the sides, and the picture is still no smaller than it must be. */
    int halvings(double smallest) {
        int halvings = 0;
        while (halvings < 3 && 1.0 / (2 << halvings) >= smallest) {
            halvings++;
        }
        return halvings;
    }
}
