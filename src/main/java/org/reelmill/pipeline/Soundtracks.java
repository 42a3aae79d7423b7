package org.reelmill.pipeline;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.reelmill.media.AudioTrack;
import org.reelmill.media.MediaEngine;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaInfo;
import org.reelmill.media.PreparedSource;
import org.reelmill.media.Supervision;
import org.reelmill.shared.DurableFile;
import org.reelmill.shared.Json;
import org.tinylog.Logger;

/**
 * The sound of a film, encoded once for each bit rate (S4.49). It is made ahead, beside the segments, so that the export
 * does not wait for it; an export that does not find it makes it.
 */
@ApplicationScoped
public class Soundtracks {

    private final MediaEngine engine;
    private final JobFiles files;

    @Inject
    Soundtracks(MediaEngine engine, JobFiles files) {
        this.engine = engine;
        this.files = files;
    }

    /** For CDI's proxy. */
    protected Soundtracks() {
        this(null, null);
    }

    /** The tracks as they lie in the job's ingest folder, by names relative to it. */
    public record Stored(List<Track> tracks) {

        /** @param frameSeconds null when made by a version that did not know, as the seconds that are lost */
        public record Track(
                MediaInfo.Audio source,
                int bitrate,
                String file,
                long bytes,
                Double frameSeconds,
                Double lostSeconds) {}
    }

    /** Makes the tracks that an export will need. What does not succeed is left to the export. */
    void makeAhead(IngestWork work, BooleanSupplier stopped) {
        UUID job = work.job().uuid();
        PreparedSource source = work.stored().at(work.source(), files.ingestFolder(job));
        for (int bitrate : work.bitrates()) {
            try {
                make(job, work.claim().fence(), work.info(), source, bitrate, whileAtWork(job, stopped));
            } catch (MediaException | IOException e) {
                Logger.info("The sound is left to the export: {}", e.getMessage());
            }
        }
    }

    /** The tracks of a film at this bit rate, made now if they are not there. */
    List<AudioTrack> get(ExportWork work, int bitrate, Supervision supervision) throws MediaException, IOException {
        UUID job = work.job().uuid();
        Optional<List<AudioTrack>> found = find(job, bitrate);
        if (found.isPresent()) {
            return found.get();
        }
        return make(job, work.claim().fence(), work.info(), work.source(), bitrate, supervision);
    }

    private List<AudioTrack> make(
            UUID job, long attempt, MediaInfo info, PreparedSource source, int bitrate, Supervision supervision)
            throws MediaException, IOException {
        // attempts never share a folder
        Path folder = Files.createTempDirectory(files.ingestFolder(job), "audio-" + attempt + "-");
        List<AudioTrack> tracks = engine.encodeAudio(info, source, bitrate, folder, supervision);
        Path list = list(job, bitrate);
        Path temporary = folder.resolve("list");
        Files.writeString(temporary, Json.write(stored(job, tracks)));
        DurableFile.publish(temporary, list);
        return tracks;
    }

    private Optional<List<AudioTrack>> find(UUID job, int bitrate) throws IOException {
        Path list = list(job, bitrate);
        if (!Files.isRegularFile(list)) {
            return Optional.empty();
        }
        Path folder = files.ingestFolder(job);
        Stored stored = Json.read(Files.readString(list), Stored.class);
        for (Stored.Track track : stored.tracks()) {
            if (folder.resolve(track.file()).toFile().length() != track.bytes()) {
                return Optional.empty();
            }
        }
        return Optional.of(stored.tracks().stream()
                .map(track -> new AudioTrack(
                        track.source(),
                        track.bitrate(),
                        folder.resolve(track.file()),
                        Objects.requireNonNullElse(track.frameSeconds(), 0.0),
                        Objects.requireNonNullElse(track.lostSeconds(), 0.0)))
                .toList());
    }

    private Stored stored(UUID job, List<AudioTrack> tracks) {
        Path folder = files.ingestFolder(job);
        return new Stored(tracks.stream()
                .map(track -> new Stored.Track(
                        track.source(),
                        track.bitrate(),
                        folder.relativize(track.file()).toString(),
                        track.file().toFile().length(),
                        track.frameSeconds(),
                        track.lostSeconds()))
                .toList());
    }

    private Path list(UUID job, int bitrate) {
        return files.ingestFolder(job).resolve("audio-" + bitrate + ".json");
    }

    /** Work that nobody has claimed ends when the job's folder goes, or when it is told to. */
    private Supervision whileAtWork(UUID job, BooleanSupplier stopped) {
        Path folder = files.ingestFolder(job);
        return new Supervision() {
            @Override
            public boolean mayGoOn() {
                return Files.isDirectory(folder) && !stopped.getAsBoolean();
            }

            @Override
            public void progress(long frames) {
                // sound has no pictures
            }
        };
    }
}
