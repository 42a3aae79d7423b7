package org.reelmill.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.reelmill.media.AudioTrack;
import org.reelmill.media.Deinterlace;
import org.reelmill.media.EncodedSegment;
import org.reelmill.media.JoinOrder;
import org.reelmill.media.JoinedFilm;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Recipe;
import org.reelmill.media.Rendition;
import org.reelmill.media.Segment;
import org.reelmill.media.SegmentOrder;
import org.reelmill.media.SegmentPlan;
import org.reelmill.media.Supervision;

/** Does with a media engine what the pipeline does, without database and nodes: a film goes in, its renditions come out. */
public final class FilmMill {

    private static final int IN_FLIGHT = 2;

    private final MediaEngine engine;
    private final Path folder;
    private boolean verify = true;

    /** @param folder empty; everything that is made stays in it */
    public FilmMill(MediaEngine engine, Path folder) {
        this.engine = engine;
        this.folder = folder;
    }

    /** With the policy {@code verifyDuringIngest} off. */
    public FilmMill withoutVerification() {
        verify = false;
        return this;
    }

    /**
     * What was made.
     *
     * @param onePieceReason why the film was not cut after all, empty when it was
     */
    public record Milled(
            MediaInfo info,
            PreparedSource source,
            List<Segment> segments,
            List<EncodedSegment> encoded,
            Map<String, Output> outputs,
            String onePieceReason) {}

    /** One rendition. */
    public record Output(Path file, JoinedFilm film) {}

    public Milled mill(Path source, List<Rendition> wanted, double segmentSeconds) throws MediaException {
        MediaInfo info = engine.probe(source, Supervision.none());
        MediaEngine.Prepared prepared = engine.prepare(source, info, folder("prepared"), Supervision.none());
        String reason = prepared.source().reason();
        List<Rendition.Fitted> ladder = Rendition.ladder(
                wanted, info.video().displayWidth(), info.video().displayHeight());
        if (prepared.source().recipe() != Recipe.ONE_PIECE) {
            try {
                Work work = new Work(info, prepared, hashes(source, info, prepared, "hashes"), ladder);
                return mill(work, SegmentPlan.cut(prepared.index(), segmentSeconds), "");
            } catch (MediaException e) {
                reason = cutUnsafe(e);
            }
        }
        // what a decoder shows of a damaged picture depends on how it runs: the list is made anew for one piece
        MediaInfo uncut = info.inOnePiece(reason);
        MediaEngine.Prepared whole = engine.prepare(source, uncut, folder("prepared-whole"), Supervision.none());
        Work work = new Work(uncut, whole, hashes(source, uncut, whole, "hashes-whole"), ladder);
        return mill(work, SegmentPlan.onePiece(whole.source()), reason);
    }

    private SegmentOrder.Hashes hashes(Path source, MediaInfo info, MediaEngine.Prepared prepared, String name)
            throws MediaException {
        if (!verify) {
            return new SegmentOrder.Hashes.None();
        }
        Path list = folder.resolve(name);
        MediaEngine.Hashed hashed =
                engine.hashFrames(source, info, prepared.source(), list, IN_FLIGHT, Supervision.none());
        if (!hashed.asIndexed() && prepared.source().recipe() != Recipe.ONE_PIECE) {
            throw new MediaException(
                    MediaException.Kind.CUT_UNSAFE, hashed.frames() + " pictures were decoded, not those of the index");
        }
        return new SegmentOrder.Hashes.Compare(list);
    }

    private static String cutUnsafe(MediaException e) throws MediaException {
        if (e.kind() != MediaException.Kind.CUT_UNSAFE) {
            throw e;
        }
        return e.getMessage();
    }

    private record Work(
            MediaInfo info, MediaEngine.Prepared prepared, SegmentOrder.Hashes hashes, List<Rendition.Fitted> ladder) {}

    private Milled mill(Work work, List<Segment> segments, String reason) throws MediaException {
        List<EncodedSegment> encoded = encode(work, segments, folder("parts-" + segments.size()));
        Map<String, Output> outputs = new HashMap<>();
        for (int i = 0; i < work.ladder().size(); i++) {
            Rendition.Fitted fitted = work.ladder().get(i);
            outputs.put(fitted.rendition().name(), join(work, fitted, i, encoded, "parts-" + segments.size()));
        }
        return new Milled(work.info(), work.prepared().source(), segments, encoded, outputs, reason);
    }

    private List<EncodedSegment> encode(Work work, List<Segment> segments, Path parts) throws MediaException {
        ExecutorService slots = Executors.newFixedThreadPool(IN_FLIGHT);
        try {
            List<Future<EncodedSegment>> running = segments.stream()
                    .map(segment -> slots.submit(() -> engine.encode(order(work, segment, parts), Supervision.none())))
                    .toList();
            List<EncodedSegment> encoded = new ArrayList<>();
            for (Future<EncodedSegment> future : running) {
                encoded.add(future.get());
            }
            return encoded;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MediaException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            slots.shutdown();
        }
    }

    private static SegmentOrder order(Work work, Segment segment, Path parts) {
        return new SegmentOrder(
                work.info(),
                work.prepared().source(),
                segment,
                work.ladder().stream()
                        .map(fitted -> new SegmentOrder.Target(
                                fitted.rendition(), fitted.size(), part(parts, segment.part(), fitted)))
                        .toList(),
                Deinterlace.AUTO,
                work.hashes());
    }

    private static Path part(Path parts, int number, Rendition.Fitted fitted) {
        return parts.resolve(number + "_" + fitted.rendition().name() + ".mp4");
    }

    private Output join(Work work, Rendition.Fitted fitted, int number, List<EncodedSegment> encoded, String parts)
            throws MediaException {
        List<AudioTrack> audio = engine.encodeAudio(
                work.info(),
                work.prepared().source(),
                fitted.rendition().audioBitrate(),
                folder(parts + "-audio-" + number),
                Supervision.none());
        List<JoinOrder.Piece> pieces = new ArrayList<>();
        for (int i = 0; i < encoded.size(); i++) {
            EncodedSegment.Part part = encoded.get(i).parts().get(number);
            pieces.add(new JoinOrder.Piece(part(folder.resolve(parts), i, fitted), part.frames(), part.seconds()));
        }
        Path target = folder.resolve(fitted.rendition().name() + ".mp4");
        JoinedFilm film = engine.join(
                new JoinOrder(
                        work.info(),
                        work.prepared().source(),
                        fitted.rendition(),
                        fitted.size(),
                        pieces,
                        audio,
                        true,
                        true,
                        target),
                Supervision.none());
        return new Output(target, film);
    }

    private Path folder(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
