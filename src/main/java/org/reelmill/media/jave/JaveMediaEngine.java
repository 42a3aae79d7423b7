package org.reelmill.media.jave;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.reelmill.media.AudioTrack;
import org.reelmill.media.ConversionForm;
import org.reelmill.media.ConvertedFile;
import org.reelmill.media.EncodedSegment;
import org.reelmill.media.EncoderBuild;
import org.reelmill.media.Exif;
import org.reelmill.media.FileConverter;
import org.reelmill.media.FilmPreview;
import org.reelmill.media.FilmPreviewMaker;
import org.reelmill.media.ImageInfo;
import org.reelmill.media.ImageInspector;
import org.reelmill.media.JoinOrder;
import org.reelmill.media.JoinedFilm;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.MediaSettings;
import org.reelmill.media.Picture;
import org.reelmill.media.PictureForm;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.PreviewMaker;
import org.reelmill.media.Recipe;
import org.reelmill.media.Segment;
import org.reelmill.media.SegmentOrder;
import org.reelmill.media.Supervision;

/**
 * The engine of ffmpeg and ffprobe. Its programs are found and proven at the first call; where that fails the next call
 * tries again, since a full disk may have room by then. When the bean ends, so do all its processes.
 */
@ApplicationScoped
public class JaveMediaEngine implements MediaEngine, FileConverter, PreviewMaker, FilmPreviewMaker, ImageInspector {

    /** For one command (S0.21). */
    private static final Duration PREVIEW_LIMIT = Duration.ofSeconds(60);

    /** For all that is done for one preview. */
    private static final Duration WHOLE_PREVIEW_LIMIT = Duration.ofMinutes(10);

    private final ToolFinder finder;
    private final QuietThreads threads = new QuietThreads();
    private ToolFinder.Found found;
    private boolean closed;

    /** For CDI's proxy. */
    protected JaveMediaEngine() {
        finder = null;
    }

    @Inject
    public JaveMediaEngine(MediaSettings settings) {
        finder = new ToolFinder(settings);
    }

    @Override
    public EncoderBuild build() throws MediaException {
        return found().build();
    }

    @Override
    public EncoderBuild prove() throws MediaException {
        ToolFinder.Found before = found();
        EncoderBuild build = before.build();
        EncoderBuild now = new EncoderBuild(build.version(), build.fingerprint(), finder.proven(before.tools()));
        replace(before, new ToolFinder.Found(before.tools(), now));
        return now;
    }

    private synchronized void replace(ToolFinder.Found before, ToolFinder.Found now) {
        if (found == before) {
            found = now;
        }
    }

    @Override
    public MediaInfo probe(Path source, Supervision supervision) throws MediaException {
        return new SourceProbe(tools()).probe(source, supervision);
    }

    @Override
    public Prepared prepare(Path source, MediaInfo info, Path folder, Supervision supervision) throws MediaException {
        return new SourcePreparation(tools()).prepare(source, info, folder, supervision);
    }

    @Override
    public Hashed hashFrames(
            Path original, MediaInfo info, PreparedSource source, Path target, int threads, Supervision supervision)
            throws MediaException {
        FrameHasher hasher = new FrameHasher(tools(), info.video(), threads);
        return source.recipe() == Recipe.REMUX
                ? hasher.hashOriginal(source, original, info.video().index(), target, supervision)
                : hasher.hash(source, target, supervision);
    }

    @Override
    public EncodedSegment encode(SegmentOrder order, Supervision supervision) throws MediaException {
        return new SegmentEncoder(tools()).encode(order, supervision);
    }

    @Override
    public void compareFrames(Path filmHashes, Segment segment, Path segmentHashes) throws MediaException {
        FrameComparison.compare(filmHashes, segment, segmentHashes);
    }

    @Override
    public List<AudioTrack> encodeAudio(
            MediaInfo info, PreparedSource source, int bitrate, Path folder, Supervision supervision)
            throws MediaException {
        return new AudioEncoder(tools()).encode(info, source, bitrate, folder, supervision);
    }

    @Override
    public JoinedFilm join(JoinOrder order, Supervision supervision) throws MediaException {
        return new FilmJoiner(tools()).join(order, supervision);
    }

    @Override
    public void makeSample(Path target, Supervision supervision) throws MediaException {
        new SampleFilm(tools()).make(target, supervision);
    }

    @Override
    public ConvertedFile convert(Path source, Path target, ConversionForm form, Supervision supervision)
            throws MediaException {
        return new FileConversion(tools()).convert(source, target, form, supervision);
    }

    @Override
    public Picture picture(Path source, Path target, PictureForm form, Supervision supervision) throws MediaException {
        return new PictureTaker(aside(), threads).take(source, target, form, supervision);
    }

    @Override
    public Optional<ImageInfo> inspect(Path image) throws IOException {
        Optional<ImageHead> head = ImageHead.of(image);
        return head.isPresent() ? head.get().info(Exif.of(image)) : Optional.empty();
    }

    @Override
    public FilmPreview preview(Path source, Path folder, Supervision supervision) throws MediaException {
        return new FilmPreviews(aside(), source, supervision).make(folder);
    }

    /** Kills what runs; nothing starts afterwards. */
    @PreDestroy
    public synchronized void close() {
        closed = true;
        threads.close();
        if (found != null) {
            found.tools().close();
        }
    }

    private Tools aside() throws MediaException {
        return tools().aside(PREVIEW_LIMIT, WHOLE_PREVIEW_LIMIT);
    }

    private Tools tools() throws MediaException {
        return found().tools();
    }

    private synchronized ToolFinder.Found found() throws MediaException {
        if (closed) {
            throw new MediaException(Kind.STOPPED, "the server stops");
        }
        if (found == null) {
            found = finder.find();
        }
        return found;
    }
}
