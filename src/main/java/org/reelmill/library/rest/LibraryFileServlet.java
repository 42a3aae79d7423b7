package org.reelmill.library.rest;

import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import org.reelmill.library.Area;
import org.reelmill.library.Library;
import org.reelmill.library.Place;
import org.reelmill.library.Places;
import org.reelmill.shared.NotFoundException;
import org.reelmill.shared.PercentEncoding;
import org.reelmill.shared.Sentence;
import org.reelmill.shared.ServletRefusal;

/**
 * The files of the library, to look at and to keep: {@code /library-files/{library}/{files or garbage}/{path}}. A folder with
 * the parameter {@code zip} comes as one archive.
 */
@WebServlet(LibraryFileServlet.PATH + "*")
public class LibraryFileServlet extends PlaceServlet {

    static final String PATH = "/library-files/";

    private static final long serialVersionUID = 1L;

    /**
     * In addresses and archives for a backslash, which servers refuse in an address however it is encoded, and who unpacks an archive may
     * take for a way to another folder. No name in the library has it, because it is what bytes read as that are no text.
     */
    static final char BACKSLASH = '\uFFFD';

    /** Before the path: nothing, the servlet's own, the library and the area. */
    private static final int BEFORE_PATH = 4;

    @Inject
    private transient Places places;

    @Inject
    private transient Library library;

    /** Where a file is, or with {@code ?zip} a folder. */
    static String href(Place place) {
        String path = place.path().replace('\\', BACKSLASH);
        return PATH + PercentEncoding.of(place.root().name()) + "/"
                + place.area().word() + (path.isEmpty() ? "" : "/")
                + PercentEncoding.ofPath(path);
    }

    @Override
    Place place(HttpServletRequest request) {
        String[] names = names(request);
        if (names.length < BEFORE_PATH) {
            throw new NotFoundException(Sentence.plain("There is no such file"));
        }
        String path = String.join("/", Arrays.asList(names).subList(BEFORE_PATH, names.length))
                .replace(BACKSLASH, '\\');
        return places.find(places.root(names[2]), Area.find(names[3].toLowerCase(Locale.ROOT)), path);
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        if (request.getParameter("zip") == null) {
            super.doGet(request, response);
        } else {
            ServletRefusal.orRefusal(response, () -> FolderZip.write(place(request), library::skips, response));
        }
    }
}
