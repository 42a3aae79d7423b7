package org.reelmill.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.reelmill.media.AudioTrack;
import org.reelmill.media.EncodedSegment;
import org.reelmill.media.EncoderBuild;
import org.reelmill.media.JoinOrder;
import org.reelmill.media.JoinedFilm;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Segment;
import org.reelmill.media.SegmentOrder;
import org.reelmill.media.Supervision;
import org.reelmill.testing.FakeMediaEngine;

/** The fake encoder of one node, which takes virtual time for its work, fails now and then, and is killed when it must stop. */
final class TimedEngine implements MediaEngine {

    private static final Duration LOOK = Duration.ofMillis(400);
    private static final int LONGEST_MILLIS = 9_000;

    private final FakeMediaEngine engine = new FakeMediaEngine();
    private final World world;
    private final double failures;
    private final double slowness;

    /** @param failures how often a step fails @param slowness how much longer this node takes than others */
    TimedEngine(World world, double failures, double slowness) {
        this.world = world;
        this.failures = failures;
        this.slowness = slowness;
    }

    private void work(Supervision supervision, double share) throws MediaException {
        Random random = world.random();
        boolean fails = random.nextDouble() < failures;
        long millis = (long) (random.nextInt(LONGEST_MILLIS) * share * slowness);
        long end = world.now() + Duration.ofMillis(fails ? millis / 2 : millis).toNanos();
        while (world.now() < end) {
            world.pause(Duration.ofNanos(Math.min(LOOK.toNanos(), end - world.now())));
            if (!supervision.mayGoOn()) {
                throw new MediaException(Kind.STOPPED, "the encoder was killed");
            }
        }
        if (fails) {
            throw new MediaException(Kind.FAILED, "the encoder failed");
        }
    }

    @Override
    public EncoderBuild build() throws MediaException {
        return engine.build();
    }

    @Override
    public EncoderBuild prove() throws MediaException {
        return engine.prove();
    }

    @Override
    public MediaInfo probe(Path source, Supervision supervision) throws MediaException {
        work(supervision, 0.1);
        return engine.probe(source, supervision);
    }

    @Override
    public Prepared prepare(Path source, MediaInfo info, Path folder, Supervision supervision) throws MediaException {
        work(supervision, 0.3);
        return engine.prepare(source, info, folder, supervision);
    }

    @Override
    public Hashed hashFrames(
            Path original, MediaInfo info, PreparedSource source, Path target, int threads, Supervision supervision)
            throws MediaException {
        work(supervision, 1);
        return engine.hashFrames(original, info, source, target, threads, supervision);
    }

    @Override
    public EncodedSegment encode(SegmentOrder order, Supervision supervision) throws MediaException {
        try {
            for (SegmentOrder.Target target : order.targets()) {
                Files.writeString(target.file(), "half of it");
            }
            work(supervision, 1);
        } catch (IOException e) {
            throw new MediaException(Kind.FAILED, "a part cannot be written", e);
        }
        return engine.encode(order, supervision);
    }

    @Override
    public void compareFrames(Path filmHashes, Segment segment, Path segmentHashes) throws MediaException {
        engine.compareFrames(filmHashes, segment, segmentHashes);
    }

    @Override
    public List<AudioTrack> encodeAudio(
            MediaInfo info, PreparedSource source, int bitrate, Path folder, Supervision supervision)
            throws MediaException {
        work(supervision, 0.3);
        return engine.encodeAudio(info, source, bitrate, folder, supervision);
    }

    @Override
    public JoinedFilm join(JoinOrder order, Supervision supervision) throws MediaException {
        work(supervision, 0.5);
        return engine.join(order, supervision);
    }

    @Override
    public void makeSample(Path target, Supervision supervision) throws MediaException {
        engine.makeSample(target, supervision);
    }
}
