package org.reelmill.library.rest;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.omnifaces.util.Servlets;
import org.reelmill.library.EntryKind;
import org.reelmill.library.Place;
import org.reelmill.settings.Configuration;
import org.reelmill.shared.ConfinedPath;
import org.reelmill.shared.PercentEncoding;
import org.reelmill.shared.RangeServlet;
import org.reelmill.shared.ServletRefusal;

/**
 * A file of the library. What people have brought may be anything, so only what browsers show without running it is shown, and
 * under a type that says so; everything else is to be saved (D0.6).
 */
abstract class PlaceServlet extends RangeServlet {

    private static final long serialVersionUID = 1L;

    private static final String PLACE = PlaceServlet.class.getName();
    private static final String UNKNOWN = "application/octet-stream";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("jfif", "image/jpeg"),
            Map.entry("png", "image/png"),
            Map.entry("gif", "image/gif"),
            Map.entry("bmp", "image/bmp"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            // the policy of all such answers lets no script of it run
            Map.entry("svg", "image/svg+xml"),
            Map.entry("mp4", "video/mp4"),
            Map.entry("m4v", "video/mp4"),
            Map.entry("mov", "video/mp4"),
            Map.entry("webm", "video/webm"),
            Map.entry("mkv", "video/x-matroska"),
            Map.entry("ogv", "video/ogg"),
            Map.entry("mpg", "video/mpeg"),
            Map.entry("mpeg", "video/mpeg"),
            Map.entry("mp3", "audio/mpeg"),
            Map.entry("wav", "audio/wav"),
            Map.entry("ogg", "audio/ogg"),
            Map.entry("oga", "audio/ogg"),
            Map.entry("flac", "audio/flac"),
            Map.entry("m4a", "audio/mp4"),
            Map.entry("aac", "audio/aac"));

    @Inject
    private transient Configuration configuration;

    /** What is asked for. @throws RuntimeException as a resource would throw it */
    abstract Place place(HttpServletRequest request);

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        ServletRefusal.orRefusal(response, () -> {
            request.setAttribute(PLACE, place(request));
            if (!isSentByNginx(request, response)) {
                super.doGet(request, response);
            }
        });
    }

    @Override
    protected void doHead(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        ServletRefusal.orRefusal(response, () -> {
            request.setAttribute(PLACE, place(request));
            if (!isSentByNginx(request, response)) {
                super.doHead(request, response);
            }
        });
    }

    /**
     * Where an nginx before this node is to send files, it is told which: it reads the disk without us, and answers ranges. Under
     * what type and name the file comes is still said here.
     */
    private boolean isSentByNginx(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> location = configuration.nginxLocation();
        Optional<Path> file = location.flatMap(it -> find(request));
        file.ifPresent(found -> {
            String type = getContentType(request, found.toFile());
            String name = getAttachmentName(request, found.toFile());
            response.setContentType(type);
            response.setHeader(
                    "Content-Disposition", Servlets.formatContentDispositionHeader(name, isAttachment(request, type)));
            response.setHeader("X-Accel-Redirect", location.get() + PercentEncoding.ofPath(found.toString()));
        });
        return file.isPresent();
    }

    @Override
    protected Optional<Path> find(HttpServletRequest request) {
        Place place = (Place) request.getAttribute(PLACE);
        if (!place.entry().kind().isFile()) {
            return Optional.empty();
        }
        // asked once more of the file system: what was a file may be a link by now
        Path file = ConfinedPath.below(place.root().folder(place.area()), place.path(), "path");
        return Optional.of(file).filter(it -> Files.isRegularFile(it, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    protected String getContentType(HttpServletRequest request, File file) {
        if (EntryKind.ofFile(file.getName()) == EntryKind.TEXT) {
            return "text/plain;charset=UTF-8";
        }
        return TYPES.getOrDefault(EntryKind.suffix(file.getName()).toLowerCase(Locale.ROOT), UNKNOWN);
    }

    @Override
    protected boolean isAttachment(HttpServletRequest request, String contentType) {
        return super.isAttachment(request, contentType) || contentType.equals(UNKNOWN);
    }

    @Override
    protected String getAttachmentName(HttpServletRequest request, File file) {
        return file.getName();
    }

    /** Answers for what is not there as an API does. */
    @Override
    protected void handleFileNotFound(HttpServletRequest request, HttpServletResponse response) throws IOException {
        new ServletRefusal(HttpServletResponse.SC_NOT_FOUND, "Not Found", "There is no such file", Optional.empty())
                .write(response);
    }
}
