package org.reelmill.media.jave;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.reelmill.media.AudioTrack;
import org.reelmill.media.JoinOrder;
import org.reelmill.media.JoinedFilm;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.SoundLoss;
import org.reelmill.media.Supervision;
import org.tinylog.Logger;

/** Joins parts, sound, text subtitles and chapters to a film without encoding anything, and has it checked. */
final class FilmJoiner {

    /** Inputs, in this order: the list of parts, the tags, each audio track, the source for its subtitles. */
    private static final int FIRST_AUDIO_INPUT = 2;

    /**
     * Option of an input by which subtitles lose what MP4 does not take: entries of 64 KiB, and those that last longer than its
     * microseconds count.
     */
    private static final List<String> WITHOUT_LONG_ENTRIES =
            List.of("-bsf:s", "noise=drop=gt(size\\,65000)+gt(d*tb\\,2100)");

    private final Tools tools;
    private final FilmCheck check;

    FilmJoiner(Tools tools) {
        this.tools = tools;
        this.check = new FilmCheck(tools);
    }

    /** As {@link org.reelmill.media.MediaEngine#join}. */
    JoinedFilm join(JoinOrder order, Supervision supervision) throws MediaException {
        Path list = sibling(order.target(), ".list");
        Path tags = sibling(order.target(), ".tags");
        boolean done = false;
        try {
            List<JoinOrder.Piece> pieces =
                    order.parts().stream().filter(piece -> piece.frames() > 0).toList();
            check.parts(pieces, supervision);
            ConcatList.write(list, pieces);
            List<String> notes = join(order, list, tags, supervision);
            JoinedFilm film = check.film(order, pieces, notes, supervision);
            done = true;
            return film;
        } catch (IOException e) {
            throw new MediaException(Kind.FAILED, "the film could not be written", e);
        } finally {
            OwnFiles.delete(list);
            OwnFiles.delete(tags);
            if (!done) {
                OwnFiles.delete(order.target());
            }
        }
    }

    private static Path sibling(Path target, String suffix) {
        return target.resolveSibling(target.getFileName() + suffix);
    }

    /** What else the film may carry. A subtitle or chapter that cannot be carried never fails the film. */
    private enum Extras {
        ALL(true, true, ""),
        /** Subtitles, and their entries, that MP4 takes. */
        SOME(true, true, ""),
        CHAPTERS(false, true, "subtitles could not be carried"),
        SUBTITLES(true, false, "chapters could not be carried"),
        NONE(false, false, "subtitles and chapters could not be carried");

        private final boolean subtitles;
        private final boolean chapters;
        private final String note;

        Extras(boolean subtitles, boolean chapters, String note) {
            this.subtitles = subtitles;
            this.chapters = chapters;
            this.note = note;
        }
    }

    private List<String> join(JoinOrder order, Path list, Path tags, Supervision supervision)
            throws MediaException, IOException {
        List<String> notes = new ArrayList<>(notCarried(order));
        List<Text> texts = texts(order, notes, supervision);
        boolean extras =
                !texts.isEmpty() || order.chapters() && !order.info().chapters().isEmpty();
        for (Extras carried : extras ? List.of(Extras.values()) : List.of(Extras.ALL)) {
            List<Text> taken = carried == Extras.SOME ? singly(order, texts, supervision) : texts;
            if (carried == Extras.SOME && (taken.isEmpty() || taken.equals(texts))) {
                continue;
            }
            try {
                FilmTags.write(tags, order.info(), order.chapters() && carried.chapters);
                tools.ffmpeg(arguments(order, list, tags, carried.subtitles ? taken : List.of()), supervision);
                if (carried == Extras.SOME) {
                    texts.forEach(text -> left(text, taken).ifPresent(notes::add));
                }
                if (!carried.note.isEmpty()) {
                    notes.add(carried.note);
                }
                return notes;
            } catch (ToolFailedException e) {
                if (!e.gaveUp() || !extras || carried == Extras.NONE) {
                    throw e;
                }
                Logger.warn("The film could not be joined with {}: {} {}", carried, e.getMessage(), e.log());
            }
        }
        throw new IllegalStateException("the last attempt returns or throws");
    }

    /** What is not carried of a subtitle, in words. */
    private static Optional<String> left(Text text, List<Text> taken) {
        if (taken.contains(text)) {
            return Optional.empty();
        }
        return Optional.of(
                taken.contains(text.withoutLongEntries())
                        ? "entries of " + named(text.subtitle()) + " that are too long could not be carried"
                        : named(text.subtitle()) + " could not be carried");
    }

    /** Those that MP4 takes: one entry that is too long must cost neither the others nor other subtitles. */
    private List<Text> singly(JoinOrder order, List<Text> texts, Supervision supervision) throws MediaException {
        List<Text> taken = new ArrayList<>();
        for (Text text : texts) {
            for (Text form : List.of(text, text.withoutLongEntries())) {
                if (!taken.contains(text) && takes(order, form, supervision)) {
                    taken.add(form);
                }
            }
        }
        return taken;
    }

    private boolean takes(JoinOrder order, Text text, Supervision supervision) throws MediaException {
        Path trial = sibling(order.target(), ".subtitle");
        List<String> arguments = new ArrayList<>(input(order, List.of(text)));
        arguments.addAll(List.of("-map", "0:" + text.stream(), "-c:s", "mov_text", "-f", "mp4", Tools.url(trial)));
        try {
            tools.ffmpeg(arguments, supervision);
            return true;
        } catch (ToolFailedException e) {
            if (!e.gaveUp()) {
                throw e;
            }
            return false;
        } finally {
            OwnFiles.delete(trial);
        }
    }

    /** The file with the subtitles. What one of them cannot have, the others have not: it would have failed with them. */
    private static List<String> input(JoinOrder order, List<Text> texts) {
        List<String> arguments =
                new ArrayList<>(texts.stream().anyMatch(Text::shortened) ? WITHOUT_LONG_ENTRIES : List.of());
        arguments.addAll(Tools.input(order.source().audio()));
        return arguments;
    }

    /**
     * A subtitle that is carried, and its number in the file that it is read from.
     *
     * @param shortened whether without the entries that MP4 does not take
     */
    private record Text(MediaInfo.Subtitle subtitle, int stream, boolean shortened) {

        private Text withoutLongEntries() {
            return new Text(subtitle, stream, true);
        }
    }

    private List<Text> texts(JoinOrder order, List<String> notes, Supervision supervision) throws MediaException {
        List<MediaInfo.Subtitle> wanted = order.subtitles()
                ? order.info().subtitles().stream()
                        .filter(MediaInfo.Subtitle::text)
                        .toList()
                : List.of();
        if (wanted.isEmpty()) {
            return List.of();
        }
        SourceStreams streams = SourceStreams.read(tools, order.info(), order.source(), supervision);
        List<Text> texts = new ArrayList<>();
        for (MediaInfo.Subtitle subtitle : wanted) {
            streams.subtitle(subtitle)
                    .ifPresentOrElse(
                            stream -> texts.add(new Text(subtitle, stream, false)),
                            () -> notes.add(named(subtitle) + " was lost in the remux"));
        }
        return texts;
    }

    private static List<String> notCarried(JoinOrder order) {
        List<String> notes = new ArrayList<>();
        order.audio().stream()
                .map(AudioTrack::loss)
                .filter(SoundLoss::audible)
                .map(SoundLoss::toString)
                .forEach(notes::add);
        for (MediaInfo.Audio audio : order.info().audio()) {
            if (order.audio().stream().noneMatch(track -> track.source().index() == audio.index())) {
                notes.add("audio stream " + audio.index() + " (" + named(audio.codec(), audio.language())
                        + ") could not be decoded");
            }
        }
        return notes;
    }

    private static String named(MediaInfo.Subtitle subtitle) {
        return "subtitle stream " + subtitle.index() + " (" + named(subtitle.codec(), subtitle.language()) + ")";
    }

    private static String named(String codec, String language) {
        return language.isEmpty() ? codec : codec + ", " + language;
    }

    private static List<String> arguments(JoinOrder order, Path list, Path tags, List<Text> texts) {
        List<AudioTrack> audio = order.audio();
        double offset = audio.isEmpty() && texts.isEmpty() ? 0 : SourceStreams.videoOffset(order.source());
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-itsoffset", String.format(Locale.ROOT, "%.6f", offset)));
        arguments.addAll(List.of("-f", "concat", "-safe", "0", "-protocol_whitelist", "file", "-i", Tools.url(list)));
        arguments.addAll(List.of("-f", "ffmetadata", "-i", Tools.url(tags)));
        audio.forEach(track -> arguments.addAll(Tools.input(track.file())));
        if (!texts.isEmpty()) {
            arguments.addAll(input(order, texts));
        }
        arguments.addAll(List.of("-map", "0:v:0"));
        for (int i = 0; i < audio.size(); i++) {
            arguments.addAll(List.of("-map", FIRST_AUDIO_INPUT + i + ":a:0"));
        }
        int subtitleInput = FIRST_AUDIO_INPUT + audio.size();
        texts.forEach(text -> arguments.addAll(List.of("-map", subtitleInput + ":" + text.stream())));
        arguments.addAll(List.of("-map_metadata", "1", "-map_chapters", "1", "-c", "copy", "-c:s", "mov_text"));
        arguments.addAll(streamTags(order.audio(), texts));
        arguments.addAll(List.of("-bsf:v", lastsUntilTheEnd(order)));
        arguments.addAll(List.of(
                "-tag:v",
                VideoEncoding.tag(order.rendition().codec()),
                "-video_track_timescale",
                String.valueOf(timescale(order)),
                "-movflags",
                "+faststart",
                "-f",
                "mp4",
                Tools.url(order.target())));
        return arguments;
    }

    /**
     * MP4 adds up how long pictures last in the order in which they are stored. What is stored last need not be shown last;
     * so where the rate varies the sum is wrong, unless the last one gets what is left of the film. No other may seem to last
     * beyond the film's end: where pictures stand long, each has the time of one that is shown elsewhere.
     */
    private static String lastsUntilTheEnd(JoinOrder order) {
        ConcatList.ExactSum film = new ConcatList.ExactSum();
        order.parts().forEach(part -> film.add(part.seconds()));
        String length = "round(" + film.microseconds() + "/1000000/TB)";
        String stored = "STARTDTS+" + length + "-DTS";
        String shown = "STARTPTS+" + length + "-PTS";
        return "setts=pts=PTS:dts=DTS:duration='if(eq(NEXT_DTS,NOPTS),if(gt(" + stored + ",0)," + stored + "," + shown
                + "),min(" + shown + ",DURATION))'";
    }

    private static List<String> streamTags(List<AudioTrack> audio, List<Text> texts) {
        List<String> options = new ArrayList<>();
        Optional<AudioTrack> chosen =
                audio.stream().filter(track -> track.source().defaultTrack()).findFirst();
        for (int i = 0; i < audio.size(); i++) {
            MediaInfo.Audio source = audio.get(i).source();
            boolean defaultTrack = chosen.map(audio.get(i)::equals).orElse(i == 0);
            options.addAll(FilmTags.stream("a:" + i, source.language(), source.title(), defaultTrack));
        }
        for (int i = 0; i < texts.size(); i++) {
            MediaInfo.Subtitle source = texts.get(i).subtitle();
            options.addAll(FilmTags.stream("s:" + i, source.language(), source.title(), source.defaultTrack()));
        }
        return options;
    }

    private static long timescale(JoinOrder order) {
        PreparedSource source = order.source();
        return FrameSlots.applies(order.info().video(), source, order.rendition())
                ? FrameSlots.timescale(order.rendition().maxFramerate())
                : Timescale.of(source.timeBase());
    }
}
