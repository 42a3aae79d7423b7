package org.reelmill.shared;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.File;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.omnifaces.servlet.FileServlet;
import org.tinylog.Logger;

/**
 * Files to play and to keep, with ranges (RFC 9110). The parameter {@code download} makes browsers save a file instead of
 * showing it.
 */
public abstract class RangeServlet extends FileServlet {

    private static final long serialVersionUID = 1L;

    /** The file that is asked for; empty when there is none. */
    protected abstract Optional<Path> find(HttpServletRequest request);

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
    protected final File getFile(HttpServletRequest request) {
        Optional<File> file = find(request).map(Path::toFile);
        file.ifPresent(found -> ((OneRange) request).ofFile(found.length()));
        return file.orElse(null);
    }

    /** The names in the request's path, as they were sent: the container's own path info ends at the first semicolon. */
    protected static String[] names(HttpServletRequest request) {
        String[] names = request.getRequestURI()
                .substring(request.getContextPath().length())
                .split("/", -1);
        for (int i = 0; i < names.length; i++) {
            names[i] = URLDecoder.decode(names[i].replace("+", "%2B"), StandardCharsets.UTF_8);
        }
        return names;
    }

    @Override
    protected boolean isAttachment(HttpServletRequest request, String contentType) {
        return request.getParameter("download") != null;
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
