package org.reelmill.thumbnail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.reelmill.media.FilmPreview;
import org.reelmill.media.FilmPreviewMaker;
import org.reelmill.media.MediaException;
import org.reelmill.media.Picture;
import org.reelmill.media.PictureForm;
import org.reelmill.media.PictureForm.Fit;
import org.reelmill.media.PictureForm.Format;
import org.reelmill.media.PreviewMaker;
import org.reelmill.media.Supervision;
import org.reelmill.settings.Configuration;
import org.reelmill.shared.Ticker;
import org.tinylog.Logger;

/** The steps of the batch job: claim a preview, make it, record it. */
@ApplicationScoped
// the transaction of a chunk spans the making, and must not hold a connection for so long
@Transactional(TxType.NOT_SUPPORTED)
public class ThumbnailWork {

    /** After so many attempts that might have succeeded there is none. */
    static final int MOST_ATTEMPTS = 3;

    /** How long others wait for a node that is gone. One that is there renews its leases, see {@link #renew}. */
    private static final int LEASE_SECONDS = 60;

    private static final PictureForm IMAGE = new PictureForm(320, 320, Fit.FIT, Format.AS_NEEDED, Optional.empty());

    private final ThumbnailRepository repository;
    private final ThumbnailRecords records;
    private final Subjects subjects;
    private final PreviewCache cache;
    private final PreviewMaker pictures;
    private final FilmPreviewMaker films;
    private final LoadGate gate;
    private final Configuration configuration;
    private final Ticker ticker;
    /** What this node makes now. */
    private final Set<ThumbnailClaim> inTheMaking = ConcurrentHashMap.newKeySet();

    @Inject
    ThumbnailWork(
            ThumbnailRepository repository,
            ThumbnailRecords records,
            Subjects subjects,
            PreviewCache cache,
            PreviewMaker pictures,
            FilmPreviewMaker films,
            LoadGate gate,
            Configuration configuration,
            Ticker ticker) {
        this.repository = repository;
        this.records = records;
        this.subjects = subjects;
        this.cache = cache;
        this.pictures = pictures;
        this.films = films;
        this.gate = gate;
        this.configuration = configuration;
        this.ticker = ticker;
    }

    /** For CDI's proxy. */
    protected ThumbnailWork() {
        this(null, null, null, null, null, null, null, null, null);
    }

    /** A preview that was made and does not count yet. */
    public record Made(ThumbnailClaim claim, Path folder, MadePreview preview, Duration making) {}

    /** The next one; empty when there is none, or the node has better things to do. @param inHand previews that this node makes now */
    public Optional<ThumbnailClaim> next(int inHand) {
        return gate.slots() > inHand ? repository.claim(configuration.nodeName(), LEASE_SECONDS) : Optional.empty();
    }

    /** Holds on to what is in the making, and ends the making of what is held no longer: its file is another one, or gone. */
    void renew() {
        inTheMaking.removeIf(claim -> !repository.renew(claim, LEASE_SECONDS));
    }

    /** Makes it. That it did not succeed is recorded here, and the answer is empty. */
    public Optional<Made> make(ThumbnailClaim claim, BooleanSupplier stopped) {
        inTheMaking.add(claim);
        try {
            return make(claim, supervision(() -> stopped.getAsBoolean() || !inTheMaking.contains(claim)));
        } finally {
            inTheMaking.remove(claim);
        }
    }

    private Optional<Made> make(ThumbnailClaim claim, Supervision supervision) {
        Path folder = null;
        boolean made = false;
        long began = ticker.nanos();
        try {
            Optional<Path> file = subjects.file(claim.subject());
            if (file.isEmpty()) {
                // gone, or its library is not mounted here: whoever still sees it asks again
                repository.forget(claim);
                return Optional.empty();
            }
            folder = cache.begin();
            MadePreview preview = make(claim, file.get(), folder, supervision);
            Made result = new Made(claim, folder, preview, Duration.ofNanos(ticker.nanos() - began));
            made = true;
            return Optional.of(result);
        } catch (MediaException e) {
            failed(claim, e);
        } catch (IOException | RuntimeException e) {
            Logger.warn(
                    "The preview of {} could not be made: {}", claim.subject().origin(), e.toString());
            hindered(claim, e.getClass().getSimpleName());
        } finally {
            if (!made && folder != null) {
                PreviewCache.discard(folder);
            }
        }
        return Optional.empty();
    }

    private MadePreview make(ThumbnailClaim claim, Path file, Path folder, Supervision supervision)
            throws MediaException, IOException {
        if (claim.subject().kind() == Thumbnail.Kind.IMAGE) {
            Path picture = folder.resolve("picture");
            Picture made = pictures.picture(file, picture, IMAGE, supervision);
            Thumbnail.Poster poster = poster(made);
            Files.move(picture, folder.resolve(poster.fileName()));
            return new MadePreview(poster, 0, 0, false, PreviewCache.bytes(folder));
        }
        FilmPreview preview = films.preview(file, folder, supervision);
        int sheets = (int)
                preview.tiles().stream().map(FilmPreview.Tile::sheet).distinct().count();
        if (sheets > 0) {
            Files.writeString(folder.resolve(Thumbnails.TILES), TileTrack.of(preview));
        }
        return new MadePreview(
                poster(preview.poster()), preview.seconds(), sheets, preview.clip(), PreviewCache.bytes(folder));
    }

    private static Thumbnail.Poster poster(Picture made) {
        return new Thumbnail.Poster(made.format() == Format.PNG ? "png" : "jpg", made.width(), made.height());
    }

    private static Supervision supervision(BooleanSupplier stopped) {
        return new Supervision() {
            @Override
            public boolean mayGoOn() {
                return !stopped.getAsBoolean();
            }

            @Override
            public void progress(long frames) {
                // how far a short work is nobody asks
            }
        };
    }

    private void failed(ThumbnailClaim claim, MediaException e) {
        switch (e.kind()) {
            case STOPPED, NO_SPACE -> repository.release(claim);
            case REFUSED, DAMAGED -> {
                Logger.debug("There is no preview of {}: {}", claim.subject().origin(), e.getMessage());
                records.fail(claim, e.getMessage(), 0);
            }
            default -> {
                Logger.info(
                        "The preview of {} was not made: {} {}", claim.subject().origin(), e.getMessage(), e.log());
                hindered(claim, e.getMessage());
            }
        }
    }

    /** What went wrong on a disk without room is held against nobody: it is made when there is some. */
    private void hindered(ThumbnailClaim claim, String reason) {
        if (gate.isShort()) {
            repository.release(claim);
        } else {
            records.fail(claim, reason, MOST_ATTEMPTS);
        }
    }

    /** Makes previews count. */
    public void record(List<Made> made) {
        for (Made one : made) {
            try {
                cache.publish(one.folder(), one.claim().subject().cacheKey());
                records.finish(one.claim(), one.preview(), one.making());
            } catch (IOException e) {
                Logger.warn(
                        "The preview of {} could not be stored: {}",
                        one.claim().subject().origin(),
                        e.toString());
                PreviewCache.discard(one.folder());
                hindered(one.claim(), "it could not be stored");
            }
        }
    }
}
