package org.reelmill.pipeline.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.reelmill.pipeline.PublishedFilms;
import org.reelmill.shared.RangeServlet;

/** The films of completed jobs: {@code /renditions/{job}/{file name}}. */
@WebServlet(PublishedFilms.PATH + "*")
public class RenditionServlet extends RangeServlet {

    private static final long serialVersionUID = 1L;

    private static final String TYPE = "video/mp4";

    @Inject
    private transient PublishedFilms films;

    @Override
    protected Optional<Path> find(HttpServletRequest request) {
        String[] names = names(request);
        if (names.length != 4) {
            return Optional.empty();
        }
        try {
            return films.find(UUID.fromString(names[2]), names[3]);
        } catch (IllegalArgumentException e) {
            // no UUID, so no job
            return Optional.empty();
        }
    }

    @Override
    protected String getContentType(HttpServletRequest request, File file) {
        return TYPE;
    }

    @Override
    protected String getAttachmentName(HttpServletRequest request, File file) {
        return names(request)[3];
    }
}
