package org.reelmill.still.rest;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.reelmill.media.PictureForm;
import org.reelmill.shared.InvalidInputException;
import org.reelmill.shared.RangeServlet;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.ServletRefusal;
import org.reelmill.still.Thumbnails;

/** {@code GET /t/{video}?w=&h=}: a thumbnail (S1.10). */
@WebServlet("/t/*")
public class TServlet extends RangeServlet {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Thumbnails thumbnails;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        ServletRefusal.orRefusal(response, () -> {
            requireSize(request);
            super.doGet(request, response);
        });
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        ServletRefusal.orRefusal(response, () -> {
            requireSize(request);
            super.doHead(request, response);
        });
    }

    private static void requireSize(HttpServletRequest request) {
        for (String parameter : new String[] {"w", "h"}) {
            if (request.getParameter(parameter) == null) {
                throw new InvalidInputException(
                        parameter,
                        Sentence.plain(
                                "Wrong arguments. The request needs to contain two query parameters: 'w' and 'h'"));
            }
        }
    }

    /** What is no number is the size of no thumbnail. */
    @Override
    protected Optional<Path> find(HttpServletRequest request) {
        long video =
                number(Optional.ofNullable(request.getPathInfo()).orElse("").replaceFirst("^/", ""));
        long width = number(request.getParameter("w"));
        long height = number(request.getParameter("h"));
        boolean possible = video >= 0 && isSide(width) && isSide(height);
        return possible ? thumbnails.file(video, (int) width, (int) height) : Optional.empty();
    }

    private static boolean isSide(long pixels) {
        return pixels >= 1 && pixels <= PictureForm.MOST;
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    @Override
    protected String getContentType(HttpServletRequest request, File file) {
        return "image/jpeg";
    }

    /** X22. */
    @Override
    protected void handleFileNotFound(HttpServletRequest request, HttpServletResponse response) throws IOException {
        new ServletRefusal(HttpServletResponse.SC_NOT_FOUND, "Not Found", "File not found", Optional.empty())
                .write(response);
    }
}
