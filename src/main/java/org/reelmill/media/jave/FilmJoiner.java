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
import org.reelmill.media.Supervision;
import org.tinylog.Logger;

/** Joins parts, sound, text subtitles and chapters to a film without encoding anything, and has it checked. */
final class FilmJoiner {

    /** Inputs, in this order: the list of parts, the tags, each audio track, the source for its subtitles. */
    private static final int FIRST_AUDIO_INPUT = 2;

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
            try {
                FilmTags.write(tags, order.info(), order.chapters() && carried.chapters);
                tools.ffmpeg(arguments(order, list, tags, carried.subtitles ? texts : List.of()), supervision);
                if (!carried.note.isEmpty()) {
                    notes.add(carried.note);
                }
                return notes;
            } catch (MediaException e) {
                if (e.kind() != Kind.FAILED || !extras || carried == Extras.NONE) {
                    throw e;
                }
                Logger.warn("The film could not be joined with {}: {} {}", carried, e.getMessage(), e.log());
            }
        }
        throw new IllegalStateException("the last attempt returns or throws");
    }

    /** A subtitle that is carried, and its number in the file that it is read from. */
    private record Text(MediaInfo.Subtitle subtitle, int stream) {}

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
                            stream -> texts.add(new Text(subtitle, stream)),
                            () -> notes.add("subtitle stream " + subtitle.index() + " ("
                                    + named(subtitle.codec(), subtitle.language()) + ") was lost in the remux"));
        }
        return texts;
    }

    private static List<String> notCarried(JoinOrder order) {
        List<String> notes = new ArrayList<>();
        for (MediaInfo.Audio audio : order.info().audio()) {
            if (order.audio().stream().noneMatch(track -> track.source().index() == audio.index())) {
                notes.add("audio stream " + audio.index() + " (" + named(audio.codec(), audio.language())
                        + ") could not be decoded");
            }
        }
        return notes;
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
            arguments.addAll(Tools.input(order.source().audio()));
        }
        arguments.addAll(List.of("-map", "0:v:0"));
        for (int i = 0; i < audio.size(); i++) {
            arguments.addAll(List.of("-map", FIRST_AUDIO_INPUT + i + ":a:0"));
        }
        int subtitleInput = FIRST_AUDIO_INPUT + audio.size();
        texts.forEach(text -> arguments.addAll(List.of("-map", subtitleInput + ":" + text.stream())));
        arguments.addAll(List.of("-map_metadata", "1", "-map_chapters", "1", "-c", "copy", "-c:s", "mov_text"));
        arguments.addAll(streamTags(order.audio(), texts));
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
        return FrameSlots.limit(order.info().video(), order.rendition())
                ? FrameSlots.timescale(order.rendition().maxFramerate())
                : Timescale.of(source.timeBase());
    }
}
