package org.reelmill.thumbnail.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.reelmill.shared.RangeServlet;
import org.reelmill.thumbnail.Thumbnails;

/** Files of previews: {@code /previews/{key}/{name}}. */
@WebServlet(Thumbnails.PATH + "*")
public class PreviewServlet extends RangeServlet {

    private static final long serialVersionUID = 1L;

    /** Nothing, the servlet's own, the key and the name. */
    private static final int NAMES = 4;

    private static final Map<String, String> TYPES =
            Map.of("jpg", "image/jpeg", "png", "image/png", "mp4", "video/mp4", "vtt", "text/vtt;charset=UTF-8");

    @Inject
    private transient Thumbnails thumbnails;

    @Override
    protected Optional<Path> find(HttpServletRequest request) {
        String[] names = names(request);
        return names.length == NAMES ? thumbnails.file(names[2], names[3]) : Optional.empty();
    }

    @Override
    protected String getContentType(HttpServletRequest request, File file) {
        String name = file.getName();
        return TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    }

    @Override
    protected String getAttachmentName(HttpServletRequest request, File file) {
        return file.getName();
    }
}
