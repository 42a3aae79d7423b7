package org.reelmill.library.rest;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServletRequest;
import org.reelmill.library.Place;
import org.reelmill.library.Places;
import org.reelmill.shared.InvalidInputException;

/** S0.33: {@code /serve?filepath=} for old clients, with the absolute path of a file. */
@WebServlet("/serve")
public class ServeServlet extends PlaceServlet {

    private static final long serialVersionUID = 1L;

    private static final String PARAMETER = "filepath";

    @Inject
    private transient Places places;

    @Override
    Place place(HttpServletRequest request) {
        String path = request.getParameter(PARAMETER);
        if (path == null || path.isEmpty()) {
            throw new InvalidInputException(PARAMETER, "is needed");
        }
        return places.ofAbsolute(path, PARAMETER);
    }
}
