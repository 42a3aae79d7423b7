package org.reelmill.thumbnail;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.reelmill.media.MediaException;
import org.reelmill.media.MediaException.Kind;
import org.reelmill.media.Picture;
import org.reelmill.media.PictureForm;
import org.reelmill.media.PreviewMaker;
import org.reelmill.media.Supervision;
import org.reelmill.shared.DurableFile;
import org.reelmill.shared.Uuids;
import org.tinylog.Logger;

/** Makes a picture of a film or an image at once, for whoever waits for it. */
@ApplicationScoped
public class Previews {

    private final PreviewMaker maker;

    @Inject
    Previews(PreviewMaker maker) {
        this.maker = maker;
    }

    /** For CDI's proxy. */
    protected Previews() {
        this(null);
    }

    /**
     * Makes a picture.
     *
     * @param target where it appears, whole and in one step; one that is there is replaced. Its folder exists
     * @throws MediaException REFUSED or DAMAGED when there never will be one of this source; any other kind: another attempt
     *     may succeed
     */
    public Picture poster(Path source, Path target, PictureForm form, Supervision supervision) throws MediaException {
        Path partial = target.resolveSibling("tmp-" + Uuids.toHex(UUID.randomUUID()));
        try {
            Picture picture = maker.picture(source, partial, form, supervision);
            DurableFile.force(partial);
            Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return picture;
        } catch (IOException e) {
            throw new MediaException(Kind.FAILED, "the picture cannot be put in its place", e);
        } finally {
            discard(partial);
        }
    }

    private static void discard(Path partial) {
        try {
            Files.deleteIfExists(partial);
        } catch (IOException e) {
            Logger.warn("{} cannot be removed now: {}", partial.getFileName(), e.toString());
        }
    }
}
