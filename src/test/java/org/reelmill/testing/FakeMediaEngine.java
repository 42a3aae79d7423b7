package org.reelmill.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.reelmill.media.AudioTrack;
import org.reelmill.media.EncodedSegment;
import org.reelmill.media.EncoderBuild;
import org.reelmill.media.JoinOrder;
import org.reelmill.media.JoinedFilm;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PacketIndex;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Rational;
import org.reelmill.media.Recipe;
import org.reelmill.media.Segment;
import org.reelmill.media.SegmentOrder;
import org.reelmill.media.Supervision;
import org.reelmill.media.VideoCodec;

/**
 * A media engine whose films are small text files, for tests of what happens around it. It keeps the contract and does its
 * work at once, unless a step was told to fail, to wait or to die. Safe from many threads.
 *
 * <p>A film is written by {@link #writeFilm}; its pictures are numbers, a part lists the numbers that it holds.
 */
public final class FakeMediaEngine implements MediaEngine {

    private static final String MARK = "# fake film";
    private static final int SAMPLE_FRAMES = 600;
    private static final int RATE = 25;

    private final Map<Step, Queue<Trouble>> troubles = new EnumMap<>(Step.class);
    private final Map<Step, Integer> calls = new EnumMap<>(Step.class);

    /** A call of the engine. */
    public enum Step {
        PROBE,
        PREPARE,
        HASH,
        ENCODE,
        AUDIO,
        JOIN
    }

    /** The node died in the middle of its work: nothing was cleaned up, and no code of the node runs on. */
    public static final class NodeDiedError extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** What befalls a step before it has done anything that counts. */
    private interface Trouble {
        void befall(Path target, Supervision supervision) throws MediaException;
    }

    /** A step that waits until it is released or its owner says that it must not go on. */
    public static final class Hold {

        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        public void awaitReached() throws InterruptedException {
            if (!reached.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the held step was never reached");
            }
        }

        public void release() {
            released.countDown();
        }

        private void hold(Supervision supervision) throws MediaException {
            reached.countDown();
            try {
                while (!released.await(20, TimeUnit.MILLISECONDS)) {
                    if (!supervision.mayGoOn()) {
                        throw new MediaException(Kind.STOPPED, "the held step was stopped");
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new MediaException(Kind.STOPPED, "the held step was interrupted", e);
            }
        }
    }

    /** The next call of this step fails so. */
    public void failNext(Step step, Kind kind) {
        trouble(step, (target, supervision) -> {
            throw new MediaException(kind, "as the test wants it", "the fake's log");
        });
    }

    /** The next call of this step waits. */
    public Hold holdNext(Step step) {
        Hold hold = new Hold();
        trouble(step, (target, supervision) -> hold.hold(supervision));
        return hold;
    }

    /** In the next call of this step the node dies and leaves half a file. */
    public void dieNext(Step step) {
        trouble(step, (target, supervision) -> {
            try {
                Files.writeString(target, "half of it");
            } catch (IOException e) {
                throw new MediaException(Kind.FAILED, "the fake cannot write", e);
            }
            throw new NodeDiedError();
        });
    }

    /** How often a step was called. */
    public synchronized int calls(Step step) {
        return calls.getOrDefault(step, 0);
    }

    private synchronized void trouble(Step step, Trouble trouble) {
        troubles.computeIfAbsent(step, key -> new ArrayDeque<>()).add(trouble);
    }

    private void begin(Step step, Path target, Supervision supervision) throws MediaException {
        Trouble trouble;
        synchronized (this) {
            calls.merge(step, 1, Integer::sum);
            Queue<Trouble> waiting = troubles.get(step);
            trouble = waiting == null ? null : waiting.poll();
        }
        if (trouble != null) {
            trouble.befall(target, supervision);
        }
        if (!supervision.mayGoOn()) {
            throw new MediaException(Kind.STOPPED, "the fake was stopped");
        }
    }

    /**
     * Writes a film.
     *
     * @param frames at 25 a second
     * @param keyDistance pictures from one key frame to the next
     * @param audio a language for each audio stream
     */
    public static void writeFilm(Path file, int width, int height, int frames, int keyDistance, String... audio) {
        try {
            Files.writeString(
                    file,
                    "%s%nwidth=%d%nheight=%d%nframes=%d%nkeys=%d%naudio=%s%n"
                            .formatted(MARK, width, height, frames, keyDistance, String.join(",", audio)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Film(int width, int height, int frames, int keyDistance, List<String> audio) {

        static Film read(Path file) throws MediaException {
            Properties properties = new Properties();
            try (var reader = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new MediaException(Kind.REFUSED, "not a film", e);
            }
            if (!properties.containsKey("frames")) {
                throw new MediaException(Kind.REFUSED, "not a film");
            }
            return new Film(
                    number(properties, "width"),
                    number(properties, "height"),
                    number(properties, "frames"),
                    number(properties, "keys"),
                    Stream.of(properties.getProperty("audio", "").split(","))
                            .filter(language -> !language.isEmpty())
                            .toList());
        }

        private static int number(Properties properties, String name) {
            return Integer.parseInt(properties.getProperty(name));
        }
    }

    @Override
    public EncoderBuild build() {
        return new EncoderBuild("fake", "fake", EnumSet.allOf(VideoCodec.class));
    }

    @Override
    public EncoderBuild prove() {
        return build();
    }

    @Override
    public MediaInfo probe(Path source, Supervision supervision) throws MediaException {
        begin(Step.PROBE, source, supervision);
        Film film = Film.read(source);
        double duration = (double) film.frames() / RATE;
        MediaInfo.Video video = new MediaInfo.Video(
                0,
                "fake",
                film.width(),
                film.height(),
                film.width(),
                film.height(),
                0,
                Rational.of(1, 1),
                Rational.of(RATE, 1),
                false,
                false,
                "yuv420p",
                8,
                new MediaInfo.Colour("", "", "", ""),
                Rational.of(1, RATE));
        List<MediaInfo.Audio> audio = new ArrayList<>();
        for (String language : film.audio()) {
            audio.add(new MediaInfo.Audio(
                    audio.size() + 1, "fake", language, "", 2, 48_000, audio.isEmpty(), 0, duration));
        }
        return new MediaInfo(
                "fake", duration, 0, video, audio, List.of(), List.of(), Recipe.VIRTUAL, "", List.of(), "{}");
    }

    @Override
    public Prepared prepare(Path source, MediaInfo info, Path folder, Supervision supervision) throws MediaException {
        begin(Step.PREPARE, folder.resolve("half"), supervision);
        Film film = Film.read(source);
        PreparedSource prepared = new PreparedSource(
                source, 0, source, 0, Rational.of(1, RATE), 0, film.frames(), film.frames(), Recipe.VIRTUAL, "");
        long[] keys = LongStream.iterate(0, key -> key < film.frames(), key -> key + film.keyDistance())
                .toArray();
        long[] pts = LongStream.range(0, film.frames()).toArray();
        return new Prepared(prepared, new PacketIndex(prepared.timeBase(), pts, keys, film.frames()));
    }

    @Override
    public Hashed hashFrames(
            Path original, MediaInfo info, PreparedSource source, Path target, int threads, Supervision supervision)
            throws MediaException {
        begin(Step.HASH, target, supervision);
        Film film = Film.read(source.video());
        write(target, lines(0, film.frames()));
        supervision.progress(film.frames());
        return new Hashed(film.frames(), true);
    }

    @Override
    public EncodedSegment encode(SegmentOrder order, Supervision supervision) throws MediaException {
        begin(Step.ENCODE, order.targets().get(0).file(), supervision);
        Segment segment = order.segment();
        List<String> pictures = lines(segment.startPts(), segment.endPts());
        if (order.hashes() instanceof SegmentOrder.Hashes.Compare compare) {
            compare(compare.filmHashes(), segment, pictures);
        } else if (order.hashes() instanceof SegmentOrder.Hashes.Keep keep) {
            write(keep.target(), pictures);
        }
        supervision.progress(pictures.size());
        List<EncodedSegment.Part> parts = new ArrayList<>();
        for (SegmentOrder.Target target : order.targets()) {
            write(target.file(), pictures);
            parts.add(new EncodedSegment.Part(
                    target.rendition().name(),
                    pictures.size(),
                    size(target.file()),
                    sha256(target.file()),
                    Rational.of(pictures.size(), RATE),
                    "fake " + target.rendition().name() + " "
                            + target.rendition().crf()));
        }
        return new EncodedSegment(
                pictures.size(),
                order.hashes() instanceof SegmentOrder.Hashes.Compare,
                segment.startPts(),
                segment.endPts() - 1,
                parts);
    }

    @Override
    public void compareFrames(Path filmHashes, Segment segment, Path segmentHashes) throws MediaException {
        compare(filmHashes, segment, read(segmentHashes));
    }

    private static void compare(Path filmHashes, Segment segment, List<String> pictures) throws MediaException {
        List<String> film = read(filmHashes);
        int end = Math.toIntExact(Math.min(film.size(), segment.endPts()));
        if (!film.subList(Math.toIntExact(Math.min(end, segment.startPts())), end)
                .equals(pictures)) {
            throw new MediaException(Kind.CUT_UNSAFE, "a picture is not the one of the sequential decode");
        }
    }

    @Override
    public List<AudioTrack> encodeAudio(
            MediaInfo info, PreparedSource source, int bitrate, Path folder, Supervision supervision)
            throws MediaException {
        begin(Step.AUDIO, folder.resolve("half"), supervision);
        List<AudioTrack> tracks = new ArrayList<>();
        for (MediaInfo.Audio audio : info.audio()) {
            Path file = folder.resolve("audio-" + audio.index() + "-" + bitrate + "k");
            write(file, List.of(audio.language()));
            tracks.add(new AudioTrack(audio, bitrate, file, 0, 0));
        }
        return tracks;
    }

    @Override
    public JoinedFilm join(JoinOrder order, Supervision supervision) throws MediaException {
        begin(Step.JOIN, order.target(), supervision);
        List<String> pictures = new ArrayList<>();
        for (JoinOrder.Piece piece : order.parts()) {
            List<String> part = read(piece.file());
            if (part.size() != piece.frames()) {
                throw new MediaException(Kind.FAILED, "a part is not what it should be");
            }
            pictures.addAll(part);
        }
        if (!pictures.equals(lines(0, order.source().frames()))) {
            throw new MediaException(Kind.FAILED, "the parts are not the film");
        }
        writeFilm(
                order.target(),
                order.size().width(),
                order.size().height(),
                pictures.size(),
                pictures.size(),
                order.audio().stream().map(track -> track.source().language()).toArray(String[]::new));
        return new JoinedFilm(
                pictures.size(),
                (double) pictures.size() / RATE,
                order.size().width(),
                order.size().height(),
                size(order.target()),
                sha256(order.target()),
                order.audio().stream()
                        .map(track -> new JoinedFilm.AudioOffset(track.source().language(), 0, 0))
                        .toList(),
                List.of());
    }

    @Override
    public void makeSample(Path target, Supervision supervision) {
        writeFilm(target, 1280, 720, SAMPLE_FRAMES, 4 * RATE, "zxx");
    }

    private static List<String> lines(long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(pts -> pts + " " + Long.toHexString(pts * 7919))
                .toList();
    }

    private static void write(Path file, List<String> lines) throws MediaException {
        try {
            Files.write(file, lines);
        } catch (IOException e) {
            throw new MediaException(Kind.FAILED, "a file cannot be written", e);
        }
    }

    private static List<String> read(Path file) throws MediaException {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new MediaException(Kind.FAILED, "a file cannot be read", e);
        }
    }

    private static long size(Path file) throws MediaException {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new MediaException(Kind.FAILED, "a file cannot be read", e);
        }
    }

    private static String sha256(Path file) throws MediaException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
            return HexFormat.of().formatHex(digest);
        } catch (IOException e) {
            throw new MediaException(Kind.FAILED, "a file cannot be read", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
