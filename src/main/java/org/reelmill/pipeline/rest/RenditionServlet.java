package org.reelmill.pipeline.rest;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.File;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.omnifaces.servlet.FileServlet;
import org.reelmill.pipeline.PublishedFilms;
import org.tinylog.Logger;

/**
 * The films of completed jobs, to play and to keep: {@code /renditions/{job}/{file name}}, with ranges. The parameter
 * {@code download} makes browsers save the film instead of playing it.
 */
@WebServlet(PublishedFilms.PATH + "*")
public class RenditionServlet extends FileServlet {

    private static final long serialVersionUID = 1L;

    private static final String TYPE = "video/mp4";

    @Inject
    private transient PublishedFilms films;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            super.doGet(new OneRange(request), new KeptHeaders(response));
        } catch (IOException e) {
            // players leave off in the middle whenever somebody jumps; that is nobody's error
            if (!response.isCommitted()) {
                throw e;
            }
            Logger.debug("A player left off: {}", e.toString());
        }
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        super.doHead(new OneRange(request), new KeptHeaders(response));
    }

    @Override
    protected File getFile(HttpServletRequest request) {
        Optional<File> file = find(request).map(Path::toFile);
        file.ifPresent(film -> ((OneRange) request).ofFile(film.length()));
        return file.orElse(null);
    }

    private Optional<Path> find(HttpServletRequest request) {
        String[] names = request.getRequestURI()
                .substring(request.getContextPath().length())
                .split("/", -1);
        if (names.length != 4) {
            return Optional.empty();
        }
        try {
            return films.find(UUID.fromString(names[2]), fileName(request));
        } catch (IllegalArgumentException e) {
            // no UUID, so no job
            return Optional.empty();
        }
    }

    /** As it was sent: the container's own path info ends at the first semicolon of a name. */
    private static String fileName(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String name = uri.substring(uri.lastIndexOf('/') + 1);
        return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    protected String getContentType(HttpServletRequest request, File file) {
        return TYPE;
    }

    @Override
    protected boolean isAttachment(HttpServletRequest request, String contentType) {
        return request.getParameter("download") != null;
    }

    @Override
    protected String getAttachmentName(HttpServletRequest request, File file) {
        return fileName(request);
    }

    /** Nothing is kept by the browser: who has signed out must not see it any more. */
    @Override
    protected long getExpireTime(HttpServletRequest request, File file) {
        return 0;
    }

    /** Keeps the security headers that a filter has set and the base class would reset. */
    private static final class KeptHeaders extends HttpServletResponseWrapper {

        KeptHeaders(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void reset() {
            // see the class
        }
    }
}
