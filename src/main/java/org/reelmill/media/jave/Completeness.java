package org.reelmill.media.jave;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.SoundLoss;
import org.reelmill.shared.Json;

/** Holds what a file states about its length against what was listed of it, so that nothing is missing in silence (ADR 45). */
final class Completeness {

    /** What demuxers say of a file that ends before its table of contents does. */
    private static final List<String> CUT_OFF = List.of("partial file", "File ended prematurely");

    /** What they say when they find something else than the container and look for a place to go on. */
    private static final List<String> BROKEN = List.of(
            "exceeds containing master element",
            "invalid as first byte of an EBML number",
            "max resync size reached",
            "exceeds max length");

    /** Seconds by which a stream may be shorter than it states. */
    private static final double TOLERANCE = 0.5;

    /** Likewise where one length is stated for all streams, and of AVI, whose lengths are counted in packets. */
    private static final double COARSE_TOLERANCE = 1.0;

    /** Seconds; a longer time between two pictures is a clock that jumped. */
    static final double LONGEST_PICTURE = 10;

    /** Seconds; a film of constant rate is not known to lack anything where pictures are only late. */
    private static final double PAUSE = 0.5;

    /** Three packets of a transport stream; those that fill it up begin with a mark. */
    private static final int TAIL_BYTES = 3 * 188;

    private final MediaInfo info;
    private final JsonObject probe;
    private final PacketLister.Listing listing;

    Completeness(MediaInfo info, PacketLister.Listing listing) {
        this.info = info;
        this.probe = Json.readObject(info.probeJson());
        this.listing = listing;
    }

    /** Of the length that the file states, in seconds. */
    double missingSeconds() {
        double lacking = DoubleStream.concat(
                        lacking(info.video().index(), avi() ? COARSE_TOLERANCE : TOLERANCE).stream(),
                        avi()
                                ? DoubleStream.empty()
                                : info.audio().stream()
                                        .flatMapToDouble(audio -> lacking(audio.index(), TOLERANCE).stream()))
                .max()
                .orElseGet(this::lackingOfAll);
        return said(CUT_OFF)
                ? Math.max(lacking, info.video().frameRate().inverse().value())
                : lacking;
    }

    private boolean avi() {
        return info.container().equals("avi");
    }

    private boolean matroska() {
        return info.container().contains("matroska");
    }

    private boolean mp4() {
        return info.container().contains("mov");
    }

    private boolean said(List<String> complaints) {
        return complaints.stream().anyMatch(listing.log()::contains);
    }

    /** Empty when the container states no length of this stream; 0 when it is all there. */
    private OptionalDouble lacking(int stream, double tolerance) {
        Optional<Double> stated = stated(stream);
        return stated.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(beyond(stated.get() - length(listing.extent(stream)), tolerance));
    }

    private static double beyond(double lacking, double tolerance) {
        return lacking > tolerance ? lacking : 0;
    }

    /**
     * Matroska states where a stream ends, others how long it is. What ffprobe says of MP4 may be either, where an edit list shows
     * a part of the sound later; a file of that kind that is cut off is noticed by its demuxer as well.
     */
    private double length(Optional<PacketLister.Extent> extent) {
        boolean end = matroska() || mp4() && !said(CUT_OFF);
        return extent.map(there -> Math.max(end ? there.end() : 0, there.end() - there.start()))
                .orElse(0.0);
    }

    private Optional<Double> stated(int stream) {
        JsonObject found = stream(stream);
        if (matroska()) {
            double all = ofAll().orElse(0.0);
            // a tag that was left from another file says nothing of this one
            return StreamReader.clock(JsonFields.tag(found, "DURATION")).filter(end -> end < all + TOLERANCE);
        }
        return avi() || mp4() ? JsonFields.decimal(found, "duration").filter(seconds -> seconds > 0) : Optional.empty();
    }

    private Optional<Double> ofAll() {
        return JsonFields.decimal(JsonFields.object(probe, "format"), "duration")
                .filter(seconds -> seconds > 0);
    }

    private double lackingOfAll() {
        boolean stated =
                matroska() || info.container().equals("flv") || info.container().equals("asf");
        return stated ? beyond(ofAll().orElse(0.0) - length(listing.all()), COARSE_TOLERANCE) : 0;
    }

    /** What is wrong with the file on its way, in a sentence; empty when nothing is. */
    String damage(Path file, List<SoundLoss> lostSound) throws MediaException {
        // sound may come first, however long
        double there = listing.extent(info.video().index())
                .map(extent -> extent.end() - extent.start())
                .orElse(0.0);
        Optional<Double> stated = stated(info.video().index());
        if (stated.isPresent() && there > stated.get() + Math.max(LONGEST_PICTURE, stated.get())) {
            throw new MediaException(
                    Kind.DAMAGED,
                    String.format(
                            Locale.ROOT,
                            "by their time stamps its pictures last %.1f s; the file states %.1f s",
                            there,
                            stated.get()),
                    listing.log());
        }
        if (info.container().equals("mpegts") && endsInZeros(file)) {
            return "The source is damaged: it ends in zeros";
        }
        double left = goesOnElsewhere();
        if (left > 0) {
            return String.format(Locale.ROOT, "The source goes on for %.1f s with pictures in another stream", left);
        }
        if (mp4() && listing.packets().unfilled() > 0 && fragmentsMissing(file)) {
            return String.format(
                    Locale.ROOT,
                    "The source is damaged: %.1f s within it are missing",
                    seconds(listing.packets().unfilled()));
        }
        long lost = said(BROKEN) || listing.packets().damaged() ? lostPictures() : 0;
        if (lost > 0) {
            return "The source is damaged: about " + lost + " of its pictures are missing";
        }
        if (said(BROKEN)) {
            return "The source is damaged: a part of the file cannot be read";
        }
        return lostSound.stream()
                .filter(SoundLoss::tooMuch)
                .findFirst()
                .map(loss -> "The source is damaged: " + loss)
                .orElse("");
    }

    /** Of which packets were not received. Sound that pauses by its time stamps alone is whole. */
    List<SoundLoss> lostSound(Path file) throws MediaException {
        List<SoundLoss> lost = new ArrayList<>();
        for (MediaInfo.Audio audio : info.audio()) {
            PacketLister.Holes holes = listing.holes().get(audio.index());
            if (holes != null) {
                SoundLoss loss = new SoundLoss(audio, holes.seconds());
                if (loss.audible() && (holes.torn() || notReceived(file, audio))) {
                    lost.add(loss);
                }
            }
        }
        return lost;
    }

    /** By the time stamps of sound that changes its rate nobody can tell: ffmpeg makes most of them up by the first one. */
    private boolean notReceived(Path file, MediaInfo.Audio audio) throws MediaException {
        if (!info.container().equals("mpegts")) {
            return false;
        }
        try {
            return Continuity.broken(file, TransportPackets.pid(info, audio.index()))
                    && !TransportHeaders.rateChanges(info, audio, file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private JsonObject stream(int index) {
        return JsonFields.objects(probe, "streams").stream()
                .filter(one -> JsonFields.integer(one, "index") == index)
                .findFirst()
                .orElseThrow();
    }

    /**
     * Of a transport stream, whose receiver recorded on while the numbers of the streams changed. Other programmes beside this one
     * begin with it.
     *
     * @return seconds; 0 when it does not
     */
    private double goesOnElsewhere() {
        int video = info.video().index();
        Optional<PacketLister.Extent> chosen = listing.extent(video);
        if (!info.container().equals("mpegts") || chosen.isEmpty()) {
            return 0;
        }
        return JsonFields.objects(probe, "streams").stream()
                .filter(stream -> JsonFields.text(stream, "codec_type").equals("video"))
                .map(stream -> JsonFields.integer(stream, "index"))
                .filter(stream -> stream != video)
                .flatMap(stream -> listing.extent(stream).stream())
                .filter(other -> other.start() > chosen.get().end() - COARSE_TOLERANCE)
                .mapToDouble(other -> other.end() - other.start())
                .sum();
    }

    /** What is not as one expects, though nothing tells that it was ever otherwise: a recording may have been halted. */
    List<String> notes(Path file, List<SoundLoss> lostSound) throws MediaException {
        List<String> notes = new ArrayList<>();
        if (TransportHeaders.pixelsChange(info, file)) {
            notes.add("The shape of its pixels changes on the way; all its pictures are shown in the first one.");
        }
        long longest = mp4() || matroska() ? Long.MAX_VALUE : ticks(LONGEST_PICTURE);
        double pauses = seconds(listing.packets().pauses(ticks(PAUSE), longest));
        if (pauses > 0) {
            notes.add(String.format(Locale.ROOT, "For %.1f s between its pictures the source has no new one.", pauses));
        }
        lostSound.stream()
                .filter(loss -> !loss.tooMuch())
                .map(SoundLoss::toString)
                .forEach(notes::add);
        return notes;
    }

    private double seconds(long ticks) {
        return ticks * info.video().timeBase().value();
    }

    private long ticks(double seconds) {
        return (long) (seconds / info.video().timeBase().value());
    }

    private static boolean fragmentsMissing(Path file) throws MediaException {
        try {
            return Fragments.missing(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static MediaException unreadable(IOException e) {
        return new MediaException(Kind.FAILED, "the source cannot be read", e);
    }

    private static boolean endsInZeros(Path file) throws MediaException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL_BYTES, in.length())];
            in.seek(in.length() - tail.length);
            in.readFully(tail);
            return IntStream.range(0, tail.length).allMatch(i -> tail[i] == 0);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** By the holes between its time stamps; 0 where their distances do not tell. */
    private long lostPictures() {
        return listing.packets().lost(ticks(LONGEST_PICTURE));
    }
}
