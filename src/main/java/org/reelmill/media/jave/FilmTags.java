package org.reelmill.media.jave;

import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.MissingResourceException;
import java.util.Optional;
import org.reelmill.media.MediaInfo;
import org.reelmill.shared.Json;

/** Title, chapters and languages, as ffmpeg takes them. */
final class FilmTags {

    private static final int MILLISECONDS = 1000;

    private FilmTags() {}

    /** Writes a file for ffmpeg's {@code ffmetadata} demuxer. */
    static void write(Path file, MediaInfo info, boolean chapters) throws IOException {
        StringBuilder text = new StringBuilder(";FFMETADATA1\n");
        title(info)
                .ifPresent(title -> text.append("title=").append(escape(title)).append('\n'));
        for (MediaInfo.Chapter chapter : chapters ? info.chapters() : List.<MediaInfo.Chapter>of()) {
            text.append("[CHAPTER]\nTIMEBASE=1/")
                    .append(MILLISECONDS)
                    .append("\nSTART=")
                    .append(Math.round(chapter.start() * MILLISECONDS))
                    .append("\nEND=")
                    .append(Math.round(chapter.end() * MILLISECONDS))
                    .append("\ntitle=")
                    .append(escape(chapter.title()))
                    .append('\n');
        }
        Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static String escape(String value) {
        return value.replaceAll("([=;#\\\\\n])", "\\\\$1");
    }

    /** The title in what ffprobe said about the source. */
    private static Optional<String> title(MediaInfo info) {
        try {
            JsonObject tags = JsonFields.object(JsonFields.object(Json.readObject(info.probeJson()), "format"), "tags");
            return tags.keySet().stream()
                    .filter(key -> key.equalsIgnoreCase("title"))
                    .findFirst()
                    .map(key -> JsonFields.text(tags, key))
                    .filter(title -> !title.isBlank());
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** Three letters (ISO 639-2), the only form that MP4 has; {@code und} when there is none. */
    static String language(String tagged) {
        if (tagged.matches("[a-z]{3}")) {
            return tagged;
        }
        try {
            String three = Locale.forLanguageTag(tagged).getISO3Language();
            return three.isEmpty() ? "und" : three;
        } catch (MissingResourceException e) {
            return "und";
        }
    }

    /** {@code -metadata} and {@code -disposition} of one output stream such as {@code a:0}. */
    static List<String> stream(String stream, String language, String title, boolean defaultTrack) {
        List<String> options = new ArrayList<>(List.of("-metadata:s:" + stream, "language=" + language(language)));
        if (!title.isBlank()) {
            options.addAll(List.of("-metadata:s:" + stream, "title=" + title));
            options.addAll(List.of("-metadata:s:" + stream, "handler_name=" + title));
        }
        options.addAll(List.of("-disposition:" + stream, defaultTrack ? "default" : "0"));
        return options;
    }
}
