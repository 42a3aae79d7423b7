package org.reelmill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.reelmill.media.jave.TestFfmpeg;

/**
 * Makes a small film of every class that {@code ffmpeg} users meet, with the bundled ffmpeg, once per build directory.
 *
 * <p>Each picture carries its number (see {@link FrameCounterReader}) and a beep sounds every second, at half past it (see
 * {@link BeepReader}); so a missing, doubled or shifted picture is seen in the result. 8 seconds, key frames every second.
 */
public final class SourceFilms {

    /** Width of a master's picture in square pixels, before a class changes it. */
    public static final int WIDTH = 192;

    public static final int HEIGHT = 144;
    public static final int SECONDS = 8;
    public static final int RATE = 25;
    public static final int FRAMES = SECONDS * RATE;

    private static final Path FOLDER = Path.of("target", "test-films").toAbsolutePath();

    /** A new number makes all films anew. */
    private static final String VERSION = "2";

    private static final Map<String, Object> LOCKS = new ConcurrentHashMap<>();

    private static final List<String> KEYS = words("-g 25 -keyint_min 25 -sc_threshold 0");
    private static final List<String> H264 = join(words("-c:v libx264 -preset veryfast -bf 2 -crf 18"), KEYS);
    private static final List<String> H264_OPEN = words("-c:v libx264 -preset veryfast -crf 18 -x264-params"
            + " open-gop=1:keyint=25:min-keyint=25:scenecut=0:bframes=3:b-adapt=0");
    private static final List<String> H265_OPEN = words("-c:v libx265 -preset ultrafast -crf 18 -x265-params"
            + " open-gop=1:keyint=25:min-keyint=25:scenecut=0:bframes=3:b-adapt=0:log-level=error");
    private static final List<String> AAC = words("-c:a aac -b:a 96k");
    private static final List<String> YUV = words("-pix_fmt yuv420p");
    private static final List<String> UNEVEN = unevenAt(RATE);

    private SourceFilms() {}

    /** How a class of source is made. */
    public enum Kind {
        H264_CLOSED("mp4", H264, YUV, AAC),
        H264_OPEN_MP4("mp4", H264_OPEN, YUV, AAC),
        H264_OPEN_MKV("mkv", H264_OPEN, YUV, AAC),
        H264_OPEN_TS("ts", H264_OPEN, YUV, AAC),
        H265_OPEN_MP4("mp4", H265_OPEN, YUV, words("-tag:v hvc1"), AAC),
        H265_OPEN_MKV("mkv", H265_OPEN, YUV, AAC),
        H265_OPEN_TS("ts", H265_OPEN, YUV, AAC),
        H265_10_BIT("mp4", H265_OPEN, words("-pix_fmt yuv420p10le -tag:v hvc1"), AAC),
        H264_10_BIT("mkv", H264, words("-pix_fmt yuv420p10le"), AAC),
        H264_422("mp4", H264, words("-pix_fmt yuv422p"), AAC),
        VARIABLE_RATE_MKV("mkv", H264, YUV, UNEVEN, AAC),
        VARIABLE_RATE_MP4("mp4", H264, YUV, UNEVEN, AAC),
        EDIT_LIST("mp4") {
            @Override
            void make(Path file) {
                copy(words("-ss 0.52"), H264_CLOSED.file(), List.of(), file);
            }
        },
        ROTATED("mp4") {
            @Override
            void make(Path file) {
                Path stored = file.resolveSibling("stored-" + file.getFileName());
                encode(join(H264, YUV, words("-vf transpose=2"), AAC), stored);
                copy(words("-display_rotation:v:0 -90"), stored, List.of(), file);
            }
        },
        INTERLACED("mp4", H264, YUV, words("-vf setfield=tff -flags +ildct+ilme"), AAC),
        COMBED_TOP_FIRST("mp4") {
            @Override
            void make(Path file) {
                comb("tff", join(H264, YUV, AAC), file);
            }
        },
        COMBED_BOTTOM_FIRST("ts") {
            @Override
            void make(Path file) {
                comb("bff", join(words("-c:v mpeg2video -bf 2 -g 25 -q:v 3 -c:a mp2"), YUV), file);
            }
        },
        /** What a film of fields becomes when it is copied out of a transport stream: MP4 then says nothing of them. */
        FIELD_CODED("mp4") {
            @Override
            void make(Path file) {
                Path raw = file.resolveSibling("raw.yuv");
                comb("tff", words("-an -f rawvideo -pix_fmt yuv420p"), raw);
                Path fields = file.resolveSibling("fields.h264");
                FieldCodedFilm.write(raw, WIDTH, HEIGHT, RATE, fields);
                run(
                        inputs(fields),
                        inputs(master()),
                        words("-map 0:v -map 1:a -c:v copy"),
                        AAC,
                        List.of(file.toString()));
            }
        },
        ONE_KEY("mp4", words("-c:v libx264 -preset veryfast -g 9999 -sc_threshold 0 -crf 18"), YUV, AAC),
        NO_AUDIO("mp4", H264, YUV, words("-an")),
        WIDE_PIXELS("mp4", H264, YUV, words("-vf scale=144:144,setsar=4/3"), AAC),
        AUDIO_LATE("mkv") {
            @Override
            void make(Path file) {
                run(
                        inputs(master()),
                        words("-itsoffset 0.7"),
                        inputs(master()),
                        words("-map 0:v -map 1:a"),
                        H264,
                        YUV,
                        AAC,
                        List.of(file.toString()));
            }
        },
        VIDEO_LATE("mp4") {
            @Override
            void make(Path file) {
                run(
                        words("-itsoffset 0.5"),
                        inputs(master()),
                        inputs(master()),
                        words("-map 0:v -map 1:a"),
                        H264,
                        YUV,
                        AAC,
                        List.of(file.toString()));
            }
        },
        TRACKS_AND_CHAPTERS("mkv") {
            @Override
            void make(Path file) {
                tracks(file);
            }
        },
        VP9(
                "webm",
                words("-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 400k -g 25"),
                YUV,
                words("-c:a libopus")),
        AV1("mp4", words("-c:v libsvtav1 -preset 12 -crf 30 -g 25"), YUV, AAC),
        MJPEG("avi", words("-c:v mjpeg -q:v 3 -pix_fmt yuvj420p -c:a pcm_s16le")),
        MPEG4_B_FRAMES("avi", words("-c:v mpeg4 -bf 2 -g 25 -q:v 3 -c:a libmp3lame")),
        MPEG4_PACKED("avi") {
            @Override
            void make(Path file) {
                PackedAvi.write(MPEG4_B_FRAMES.file(), file);
            }
        },
        MPEG2_LATE_CLOCK("ts", words("-c:v mpeg2video -bf 2 -g 25 -q:v 3 -c:a mp2 -output_ts_offset 36000")),
        CLOCK_WRAPS("ts", H264, YUV, AAC, words("-output_ts_offset 95440")),
        CLOCK_JUMPS("ts") {
            @Override
            void make(Path file) {
                jump(file);
            }
        },
        CUT_OFF_MP4("mp4") {
            @Override
            void make(Path file) {
                Path whole = file.resolveSibling("whole-" + file.getFileName());
                copy(List.of(), H264_CLOSED.file(), words("-movflags +faststart"), whole);
                change(whole, file, bytes -> Arrays.copyOf(bytes, bytes.length * 6 / 10));
            }
        },
        CUT_OFF_MKV("mkv") {
            @Override
            void make(Path file) {
                change(H264_OPEN_MKV.file(), file, bytes -> Arrays.copyOf(bytes, bytes.length * 6 / 10));
            }
        },
        CUT_OFF_TS("ts") {
            @Override
            void make(Path file) {
                change(H264_OPEN_TS.file(), file, bytes -> Arrays.copyOf(bytes, bytes.length * 6 / 10));
            }
        },
        CORRUPT_MP4("mp4") {
            @Override
            void make(Path file) {
                Path whole = file.resolveSibling("whole-" + file.getFileName());
                copy(List.of(), H264_CLOSED.file(), words("-movflags +faststart"), whole);
                change(whole, file, SourceFilms::damage);
            }
        },
        CORRUPT_MKV("mkv") {
            @Override
            void make(Path file) {
                change(H264_OPEN_MKV.file(), file, SourceFilms::damage);
            }
        },
        CORRUPT_TS("ts") {
            @Override
            void make(Path file) {
                change(H264_OPEN_TS.file(), file, SourceFilms::damage);
            }
        },
        INDEX_MISSING("mp4") {
            @Override
            void make(Path file) {
                // without faststart the index lies behind the pictures
                change(H264_CLOSED.file(), file, bytes -> Arrays.copyOf(bytes, bytes.length * 8 / 10));
            }
        },
        COVER_ART_FIRST("mp4") {
            @Override
            void make(Path file) {
                Path cover = file.resolveSibling("cover.png");
                run(inputs(master()), words("-frames:v 1"), List.of(cover.toString()));
                run(
                        inputs(cover),
                        inputs(H264_CLOSED.file()),
                        words("-map 0:v -map 1 -c copy"),
                        words("-disposition:v:0 attached_pic"),
                        List.of(file.toString()));
            }
        },
        AUDIO_FIRST("mkv", words("-map 0:a -map 0:v"), H264, YUV, AAC),
        HDR10(
                "mp4",
                words("-c:v libx265 -preset ultrafast -crf 18 -x265-params keyint=25:min-keyint=25:scenecut=0:"
                        + "log-level=error:hdr10=1:max-cll=1000,400:master-display="
                        + "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"),
                words("-pix_fmt yuv420p10le -tag:v hvc1"),
                bt2020("smpte2084"),
                AAC),
        HLG("mp4", H265_OPEN, words("-pix_fmt yuv420p10le -tag:v hvc1"), bt2020("arib-std-b67"), AAC),
        FPS_60("mp4") {
            @Override
            void make(Path file) {
                encodeAt("60", join(words("-c:v libx264 -preset veryfast -crf 18 -g 60"), YUV, AAC), file);
            }
        },
        VARIABLE_RATE_60("mkv") {
            @Override
            void make(Path file) {
                encodeAt(
                        "60", join(words("-c:v libx264 -preset veryfast -crf 18 -g 60"), YUV, unevenAt(60), AAC), file);
            }
        },
        FPS_5994("mkv") {
            @Override
            void make(Path file) {
                encodeAt("60000/1001", join(words("-c:v libx264 -preset veryfast -crf 18 -g 61"), YUV, AAC), file);
            }
        },
        FPS_50_OPEN("mp4") {
            @Override
            void make(Path file) {
                encodeAt("50", join(H264_OPEN, YUV, AAC), file);
            }
        },
        ODD_SIZE(
                "webm",
                words("-vf scale=191:143 -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 400k -g 25"),
                YUV,
                words("-c:a libopus")),
        PORTRAIT("mp4", H264, YUV, words("-vf scale=108:192,setsar=1"), AAC),
        SURROUND("mkv", H264, YUV, words("-ac 6 -c:a ac3 -b:a 192k")),
        SOUND_NOT_DECODABLE("mkv") {
            @Override
            void make(Path file) {
                Path whole = file.resolveSibling("whole-" + file.getFileName());
                encode(join(words("-map 0:v -map 0:a -map 0:a"), H264, YUV, words("-c:a:0 aac -c:a:1 ac3")), whole);
                change(whole, file, bytes -> replace(bytes, "A_AC3", "A_XY3"));
            }
        },
        SOUND_DAMAGED("mkv") {
            @Override
            void make(Path file) {
                Path whole = file.resolveSibling("whole-" + file.getFileName());
                encode(join(words("-map 0:v -map 0:a -map 0:a"), H264, YUV, words("-c:a:0 aac -c:a:1 ac3")), whole);
                change(whole, file, bytes -> replace(bytes, "A_AC3", "A_DTS"));
            }
        };

        private final String extension;
        private final List<String> options;

        @SafeVarargs
        Kind(String extension, List<String>... options) {
            this.extension = extension;
            this.options = join(options);
        }

        /** The film, made when it is not there. */
        public Path file() {
            return cached(name().toLowerCase(Locale.ROOT) + "." + extension, this::make);
        }

        void make(Path file) {
            encode(options, file);
        }
    }

    /** Something that writes one file. */
    private interface Maker {
        void make(Path file);
    }

    private static Path cached(String name, Maker maker) {
        Path folder = FOLDER.resolve(VERSION);
        Path file = folder.resolve(name);
        synchronized (LOCKS.computeIfAbsent(name, key -> new Object())) {
            if (Files.exists(file)) {
                return file;
            }
            try {
                Path work = Files.createTempDirectory(Files.createDirectories(folder), "making-");
                Path made = work.resolve(name);
                maker.make(made);
                Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
                try (Stream<Path> left = Files.list(work)) {
                    for (Path rest : left.toList()) {
                        Files.delete(rest);
                    }
                }
                Files.delete(work);
                return file;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path master() {
        return master(String.valueOf(RATE), 1);
    }

    /** All pictures and the sound without loss; some pictures in a row may have the same number. */
    private static Path master(String rate, int perNumber) {
        return cached("master-" + rate.replace('/', '-') + "-" + perNumber + ".mkv", file -> {
            int block = WIDTH / FrameCounterReader.BITS;
            int row = HEIGHT / FrameCounterReader.ROWS;
            String blocks = IntStream.range(0, FrameCounterReader.BITS)
                    .mapToObj(bit -> {
                        String value = "mod(floor(n/" + perNumber + "/pow(2\\," + bit + "))\\,2)";
                        return box(bit * block, 0, block, row, value) + box(bit * block, row, block, row, "1-" + value);
                    })
                    .collect(Collectors.joining());
            String picture = "testsrc2=size=" + WIDTH + "x" + HEIGHT + ":rate=" + rate + ":duration=" + SECONDS
                    + ",drawbox=x=0:y=0:w=iw:h=" + 2 * row + ":t=fill:color=black" + blocks;
            String beeps = "aevalsrc=exprs=0.5*sin(2*PI*1000*t)*lt(mod(t+0.5\\,1)\\,0.1)*gte(t\\,0.5):sample_rate=48000"
                    + ":duration=" + SECONDS;
            run(
                    words("-f lavfi -i"),
                    List.of(picture),
                    words("-f lavfi -i"),
                    List.of(beeps),
                    words("-c:v ffv1 -c:a pcm_s16le"),
                    List.of(file.toString()));
        });
    }

    private static String box(int x, int y, int width, int height, String when) {
        return ",drawbox=x=" + x + ":y=" + y + ":w=" + width + ":h=" + height + ":t=fill:color=white:enable=" + when;
    }

    private static void encode(List<String> options, Path file) {
        run(inputs(master()), options, List.of(file.toString()));
    }

    private static void encodeAt(String rate, List<String> options, Path file) {
        run(inputs(master(rate, 1)), options, List.of(file.toString()));
    }

    /** Every picture shows two moments, one in every other line; both have its number. */
    private static void comb(String scan, List<String> options, Path file) {
        run(
                inputs(master(String.valueOf(2 * RATE), 2)),
                words("-vf interlace=scan=" + scan + ":lowpass=off -flags +ildct+ilme"),
                options,
                List.of(file.toString()));
    }

    private static void copy(List<String> before, Path source, List<String> options, Path file) {
        run(before, inputs(source), words("-map 0 -c copy"), options, List.of(file.toString()));
    }

    private static void tracks(Path file) {
        Path english = write(file.resolveSibling("en.srt"), "1\n00:00:01,000 --> 00:00:02,500\nHello\n");
        Path german = write(file.resolveSibling("de.srt"), "1\n00:00:01,000 --> 00:00:02,500\nGrüß Gott\n");
        Path tags = write(
                file.resolveSibling("tags"),
                ";FFMETADATA1\ntitle=Numbers\n"
                        + "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=4000\ntitle=One\n"
                        + "[CHAPTER]\nTIMEBASE=1/1000\nSTART=4000\nEND=8000\ntitle=Two\n");
        run(
                inputs(master()),
                inputs(english),
                inputs(german),
                inputs(tags),
                words("-map 0:v -map 0:a -map 0:a -map 1 -map 2 -map_metadata 3 -map_chapters 3"),
                H264,
                YUV,
                AAC,
                words("-metadata:s:a:0 language=eng -metadata:s:a:1 language=ger"),
                List.of("-metadata:s:a:1"),
                List.of("title=Director's comment"),
                words("-disposition:a:0 0 -disposition:a:1 default"),
                words("-metadata:s:s:0 language=eng -metadata:s:s:1 language=ger -c:s srt"),
                List.of(file.toString()));
    }

    private static void jump(Path file) {
        Path first = file.resolveSibling("first.ts");
        Path second = file.resolveSibling("second.ts");
        List<String> encoding = join(H264, YUV, AAC);
        run(inputs(master()), words("-t 4"), encoding, words("-output_ts_offset 10"), List.of(first.toString()));
        run(words("-ss 4"), inputs(master()), encoding, words("-output_ts_offset 500"), List.of(second.toString()));
        try {
            Files.write(file, concat(Files.readAllBytes(first), Files.readAllBytes(second)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static void change(Path from, Path to, UnaryOperator<byte[]> change) {
        try {
            Files.write(to, change.apply(Files.readAllBytes(from)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ten bursts of noise in the middle half. */
    private static byte[] damage(byte[] bytes) {
        Random random = new Random(7);
        byte[] noise = new byte[40];
        for (int i = 0; i < 10; i++) {
            random.nextBytes(noise);
            int at = bytes.length / 4 + random.nextInt(bytes.length / 2);
            System.arraycopy(noise, 0, bytes, at, noise.length);
        }
        return bytes;
    }

    private static byte[] replace(byte[] bytes, String from, String to) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> unevenAt(int rate) {
        return words("-vf setpts=(N+0.4*mod(N\\,3))/(" + rate + "*TB) -fps_mode passthrough -enc_time_base 1/1000");
    }

    private static List<String> bt2020(String transfer) {
        return List.of(
                "-vf", "setparams=range=tv:color_primaries=bt2020:color_trc=" + transfer + ":colorspace=bt2020nc");
    }

    private static List<String> inputs(Path file) {
        return List.of("-i", file.toString());
    }

    private static List<String> words(String text) {
        return List.of(text.split(" "));
    }

    @SafeVarargs
    private static List<String> join(List<String>... lists) {
        return Stream.of(lists).flatMap(List::stream).toList();
    }

    @SafeVarargs
    private static void run(List<String>... arguments) {
        TestFfmpeg.ffmpeg(new ArrayList<>(join(arguments)));
    }
}
