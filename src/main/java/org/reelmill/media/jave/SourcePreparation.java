package org.reelmill.media.jave;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.reelmill.media.MediaEngine.Prepared;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PacketIndex;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Rational;
import org.reelmill.media.Recipe;
import org.reelmill.media.SoundLoss;
import org.reelmill.media.Supervision;
import org.reelmill.shared.Json;

/** Indexes a source, remuxes it where that makes it safe to cut, and says so where nothing does. */
final class SourcePreparation {

    static final String REMUX = "remux.mp4";

    /** Without -copyts the start of the source becomes zero in its copy. */
    private static final double START_OF_THE_SOURCE = 0;

    private static final Rational REMUX_TIME_BASE = Rational.of(1, 90000);

    private final Tools tools;
    private final PacketLister lister;
    private final Remuxer remuxer;

    SourcePreparation(Tools tools) {
        this.tools = tools;
        this.lister = new PacketLister(tools);
        this.remuxer = new Remuxer(tools);
    }

    /** As {@link org.reelmill.media.MediaEngine#prepare}. */
    Prepared prepare(Path source, MediaInfo info, Path folder, Supervision supervision) throws MediaException {
        PacketLister.Listing listing = lister.listAll(source, info.video().index(), supervision);
        Packets packets = listing.packets();
        if (packets.count() == 0) {
            throw new MediaException(Kind.DAMAGED, "there are no pictures in it", listing.log());
        }
        Completeness completeness = new Completeness(info, listing);
        List<SoundLoss> lostSound = completeness.lostSound(source);
        String damage = completeness.damage(source, lostSound);
        Prepared prepared = prepare(source, info, packets, folder, completeness.missingSeconds(), supervision);
        return new Prepared(
                prepared.source(),
                prepared.index(),
                prepared.missingSeconds(),
                damage,
                completeness.notes(source, lostSound));
    }

    private Prepared prepare(
            Path source, MediaInfo info, Packets packets, Path folder, double missing, Supervision supervision)
            throws MediaException {
        return switch (info.recipe()) {
            case VIRTUAL -> virtual(source, info, packets, folder, missing, supervision);
            case REMUX -> remuxed(source, info, packets, folder, missing, supervision);
            case ONE_PIECE ->
                clockJumps(info, packets)
                        ? remuxed(source, info, packets, folder, missing, supervision)
                        : onePieceOfTheOriginal(source, info, packets, missing, info.recipeReason(), supervision);
        };
    }

    private Prepared virtual(
            Path source, MediaInfo info, Packets packets, Path folder, double missing, Supervision supervision)
            throws MediaException {
        if (packets.unstamped()) {
            return remuxed(source, info, packets, folder, missing, supervision);
        }
        Optional<String> unsafe = unsafe(packets);
        return unsafe.isPresent()
                ? onePieceOfTheOriginal(source, info, packets, missing, unsafe.get(), supervision)
                : prepared(original(source, info, Recipe.VIRTUAL, ""), packets, info, missing, supervision);
    }

    /** Whether the film would get a hole, or never end, if its own clock were believed; a copy in MP4 mends that. */
    private static boolean clockJumps(MediaInfo info, Packets packets) {
        return packets.longestGap() * info.video().timeBase().value() > Completeness.LONGEST_PICTURE;
    }

    private Prepared remuxed(
            Path source, MediaInfo info, Packets original, Path folder, double missing, Supervision supervision)
            throws MediaException {
        Optional<Remuxer.Remuxed> made =
                remuxer.remux(source, info, stamps(info, original), folder.resolve(REMUX), supervision);
        if (made.isEmpty()) {
            return onePieceOfTheOriginal(
                    source, info, original, missing, "MP4 does not take its video (R2)", supervision);
        }
        Path file = made.get().file();
        Packets packets = lister.list(file, 0, supervision);
        if (packets.count() == 0 || !sameNumber(info, original, packets)) {
            OwnFiles.delete(file);
            return onePieceOfTheOriginal(
                    source,
                    info,
                    original,
                    missing,
                    "its copy in MP4 has " + packets.count() + " pictures instead of " + original.count(),
                    supervision);
        }
        Optional<String> unsafe =
                packets.unstamped() ? Optional.of("its copy in MP4 lacks time stamps") : unsafe(packets);
        boolean onePiece = unsafe.isPresent() || info.recipe() == Recipe.ONE_PIECE;
        boolean audio = made.get().withAudio();
        PreparedSource prepared = new PreparedSource(
                file,
                0,
                audio ? file : source,
                audio ? startTime(file, supervision) : START_OF_THE_SOURCE,
                REMUX_TIME_BASE,
                0,
                0,
                0,
                onePiece ? Recipe.ONE_PIECE : Recipe.REMUX,
                unsafe.orElse(reasonForCopy(info)));
        return prepared(prepared, packets, info, missing, supervision);
    }

    private static String reasonForCopy(MediaInfo info) {
        return switch (info.recipe()) {
            case VIRTUAL -> "some of its pictures have no time stamp";
            case REMUX -> "";
            case ONE_PIECE -> info.recipeReason();
        };
    }

    private static Remuxer.Stamps stamps(MediaInfo info, Packets original) {
        boolean avi = info.container().equals("avi");
        if (avi && info.video().codec().equals("mpeg4") && original.steady()) {
            return Remuxer.Stamps.COUNTED;
        }
        return (avi || original.unstamped()) && !shownAsDecoded(info) ? Remuxer.Stamps.GUESSED : Remuxer.Stamps.KEPT;
    }

    /** Of such a film the time of decoding is the time of showing; whatever is guessed shows each picture one later. */
    private static boolean shownAsDecoded(MediaInfo info) {
        return Set.of("h264", "hevc").contains(info.video().codec())
                && JsonFields.objects(Json.readObject(info.probeJson()), "streams").stream()
                        .filter(stream -> JsonFields.integer(stream, "index")
                                == info.video().index())
                        .allMatch(stream -> JsonFields.integer(stream, "has_b_frames") == 0);
    }

    private double startTime(Path file, Supervision supervision) throws MediaException {
        List<String> arguments =
                new ArrayList<>(List.of("-v", "error", "-show_entries", "format=start_time", "-of", "csv=p=0"));
        arguments.addAll(Tools.input(file));
        List<String> answer = new ArrayList<>();
        tools.ffprobe(arguments, answer::add, supervision);
        try {
            return Double.parseDouble(answer.get(0).trim());
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw new MediaException(Kind.FAILED, "the copy in MP4 has no start time", e);
        }
    }

    /** Packed pictures of MPEG-4 leave empty packets behind, which unpacking drops. */
    private static boolean sameNumber(MediaInfo info, Packets original, Packets copy) {
        return original.count() == copy.count()
                || info.video().codec().equals("mpeg4") && copy.count() < original.count();
    }

    private Prepared onePieceOfTheOriginal(
            Path source, MediaInfo info, Packets packets, double missing, String reason, Supervision supervision)
            throws MediaException {
        return prepared(original(source, info, Recipe.ONE_PIECE, reason), packets, info, missing, supervision);
    }

    private static PreparedSource original(Path source, MediaInfo info, Recipe recipe, String reason) {
        return new PreparedSource(
                source,
                info.video().index(),
                source,
                info.startTime(),
                info.video().timeBase(),
                0,
                0,
                0,
                recipe,
                reason);
    }

    /** Why this stream must not be cut, whatever its container. */
    private static Optional<String> unsafe(Packets packets) {
        if (packets.damaged()) {
            return Optional.of("it has damaged places");
        }
        if (packets.headersChange()) {
            return Optional.of("the headers of its video change on the way");
        }
        if (packets.leading()) {
            return Optional.of("it starts before its first key frame");
        }
        if (packets.keyCount() < 2) {
            return Optional.of("it has only one key frame");
        }
        if (!rising(packets.pts())) {
            return Optional.of("some of its pictures have the same time stamp");
        }
        return Optional.empty();
    }

    private static boolean rising(long[] sorted) {
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i] == sorted[i - 1]) {
                return false;
            }
        }
        return true;
    }

    private Prepared prepared(
            PreparedSource where, Packets packets, MediaInfo info, double missing, Supervision supervision)
            throws MediaException {
        long[] pts = packets.pts();
        long end = pts[pts.length - 1] + lastDuration(packets, pts, where.timeBase(), info);
        PacketIndex index = new PacketIndex(where.timeBase(), pts, packets.keys(), end);
        long first = firstPts(where, index, supervision);
        // stamps that were counted in the order of the file: each picture is shown as much later as the first one
        boolean counted = where.recipe() == Recipe.ONE_PIECE && packets.unstamped() && !packets.leading();
        PreparedSource source = new PreparedSource(
                where.video(),
                where.videoStream(),
                where.audio(),
                where.audioStartTime(),
                where.timeBase(),
                first,
                counted ? end + first - index.firstPts() : end,
                index.frames(),
                where.recipe(),
                where.reason());
        return new Prepared(source, index, missing, "", List.of());
    }

    /**
     * Where the pictures begin. The index decides where a film is cut, since each segment is held against it; the first
     * packets of a film of one piece may show nothing.
     */
    private long firstPts(PreparedSource where, PacketIndex index, Supervision supervision) throws MediaException {
        return where.recipe() == Recipe.ONE_PIECE
                ? FirstPicture.pts(tools, where.video(), where.videoStream(), supervision)
                        .orElse(index.firstPts())
                : index.firstPts();
    }

    private static long lastDuration(Packets packets, long[] pts, Rational timeBase, MediaInfo info) {
        if (packets.latestDuration() > 0) {
            return packets.latestDuration();
        }
        long typical = FrameSpacing.of(pts).typical();
        return typical > 0
                ? typical
                : Math.max(1, Math.round(1 / (info.video().frameRate().value() * timeBase.value())));
    }
}
