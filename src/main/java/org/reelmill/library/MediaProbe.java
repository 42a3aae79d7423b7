package org.reelmill.library;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.reelmill.media.ImageInspector;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.Supervision;
import org.reelmill.shared.Json;
import org.tinylog.Logger;

/** Finds out what is inside an image or a film. Of an image only its head is read. */
@ApplicationScoped
public class MediaProbe {

    /** Length of the column. */
    private static final int LONGEST_CODEC = 32;

    private final MediaEngine engine;
    private final ImageInspector images;

    @Inject
    MediaProbe(MediaEngine engine, ImageInspector images) {
        this.engine = engine;
        this.images = images;
    }

    /** For CDI's proxy. */
    protected MediaProbe() {
        this(null, null);
    }

    /** Empty when it cannot be found out; nobody tries again before the file changes. */
    Optional<MediaFacts> look(Path file, EntryKind kind) {
        try {
            if (Files.size(file) == 0) {
                return Optional.empty();
            }
            return kind == EntryKind.VIDEO ? Optional.of(film(file)) : image(file);
        } catch (IOException | MediaException e) {
            Logger.debug("Nothing was found out about {}: {}", file.getFileName(), e.getMessage());
        } catch (RuntimeException e) {
            // why: one file that a reader stumbles over must not hold up the others
            Logger.debug(e, "Nothing was found out about {}", file.getFileName());
        }
        return Optional.empty();
    }

    private MediaFacts film(Path file) throws MediaException {
        MediaInfo info = engine.probe(file, Supervision.none());
        return new MediaFacts(
                Optional.of(info.video().displayWidth()),
                Optional.of(info.video().displayHeight()),
                codec(info.video().codec()),
                Optional.of(info.duration()),
                created(info.probeJson()));
    }

    private Optional<MediaFacts> image(Path file) throws IOException {
        return images.inspect(file)
                .map(image -> new MediaFacts(
                        Optional.of(image.width()),
                        Optional.of(image.height()),
                        Optional.of(image.format()),
                        Optional.empty(),
                        image.taken()));
    }

    private static Optional<String> codec(String name) {
        return Optional.of(name.length() <= LONGEST_CODEC ? name : name.substring(0, LONGEST_CODEC));
    }

    /** ffprobe's {@code creation_time}, which cameras write in UTC. */
    private static Optional<LocalDateTime> created(String probeJson) {
        try {
            return Optional.ofNullable(Json.readObject(probeJson).getJsonObject("format"))
                    .map(format -> format.getJsonObject("tags"))
                    .map((JsonObject tags) -> tags.getString("creation_time", null))
                    .map(text -> OffsetDateTime.parse(text)
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .toLocalDateTime());
        } catch (JsonException | DateTimeParseException | ClassCastException e) {
            return Optional.empty();
        }
    }
}
