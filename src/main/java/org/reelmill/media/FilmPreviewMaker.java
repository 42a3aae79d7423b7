package org.reelmill.media;

import java.nio.file.Path;

/** Makes what is shown of a film before it plays. As {@link PreviewMaker} it keeps within limits. */
public interface FilmPreviewMaker {

    /**
     * Makes all previews of a film, decoding each picture once: one picture, tiles to find a moment by, and a short silent film.
     * Of a film that has but one picture, such as the cover of a sound, the picture alone is made.
     *
     * @param folder exists and is empty; what is in it when the call fails is of no use
     * @throws MediaException as {@link PreviewMaker#picture}
     */
    FilmPreview preview(Path source, Path folder, Supervision supervision) throws MediaException;
}
